// Caught by: anAnswerThatComesAtAnyMomentLeaves
// The wake-up is still lost; now the answer is late by up to a tenth of a second.
package sevenservers.exercises.offload;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

public final class LostWakeup {

    private final Selector selector;
    private final Queue<Runnable> posted;

    /** Whether the loop sleeps, or is about to, and nobody has woken it. */
    private final AtomicBoolean asleep = new AtomicBoolean();

    /**
     * A loop.
     *
     * @param posted where actions wait, empty and safe for many threads: a
     *     {@link java.util.concurrent.ConcurrentLinkedQueue}
     */
    public LostWakeup(Selector selector, Queue<Runnable> posted) {
        this.selector = selector;
        this.posted = posted;
    }

    /** Has something done by the loop's thread, soon. Any thread may call this. */
    public void post(Runnable action) {
        posted.add(action);
        if (asleep.getAndSet(false)) {
            selector.wakeup();
        }
    }

    /**
     * One turn of the loop: waits until a socket is ready or something is posted,
     * and handles it. What is posted meanwhile is done in the next turn, which then
     * does not wait.
     *
     * @param ready handles a socket that is ready
     * @throws IOException if it cannot wait any more
     */
    public void turn(Consumer<SelectionKey> ready) throws IOException {
        if (posted.isEmpty()) {
            asleep.set(true);
            selector.select(ready, 100);
            asleep.set(false);
        } else {
            selector.selectNow(ready);
        }
        for (int left = posted.size(); left > 0; left--) {
            posted.remove().run();
        }
    }
}
