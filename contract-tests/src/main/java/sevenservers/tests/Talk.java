package sevenservers.tests;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A member of a chat that says numbered lines, as fast as the server takes them.
 */
public final class Talk {

    private final ChatClient talker;
    private final int count;
    private final AtomicInteger sent = new AtomicInteger();
    private final Task<Void> talking;

    private Talk(ChatClient talker, int count) {
        this.talker = talker;
        this.count = count;
        talking = Task.start("saying " + count + " lines", this::say);
    }

    /** Starts to say so many lines of 1,000 bytes each. */
    public static Talk of(int count, ChatClient talker) {
        return new Talk(talker, count);
    }

    /** Whether all is said and taken. */
    boolean isOver() {
        return sent.get() == count;
    }

    /** Waits until the server takes no more, or all is said. */
    public void awaitStall() {
        Wait.untilStalled(talking, sent::get);
    }

    /** Waits until all is said. */
    public void awaitEnd(Duration patience) {
        talking.await(patience);
    }

    /** Checks that the next lines of a reader are certain lines of the talk. */
    public void expect(int from, int to, ChatClient reader) {
        for (int i = from; i < to; i++) {
            reader.expectSaid(talker, Delivery.line(i).strip());
        }
    }

    private void say() {
        while (!isOver()) {
            talker.client().write(Delivery.line(sent.get()).getBytes(US_ASCII));
            sent.incrementAndGet();
        }
    }
}
