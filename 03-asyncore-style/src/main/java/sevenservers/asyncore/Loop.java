package sevenservers.asyncore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import sevenservers.contract.Deadlines;
import sevenservers.contract.Quietly;

/**
 * The event loop: waits until channels are ready and hands each event to the
 * {@link Dispatcher} of its channel. All of it, and every dispatcher, belongs to
 * the one thread that runs the loop; only {@link #wakeup()} may be called by
 * others.
 *
 * <p>Retells {@code asyncore.loop}. That one knows its dispatchers by a map that
 * belongs to the whole program. Here a dispatcher is told its loop when it is made,
 * so that two servers, or two tests, can live in one program and each end by
 * itself.
 *
 * <p>Scheduling is fair: a turn serves every dispatcher that is ready once, and who
 * is served first in a turn goes round.
 */
public final class Loop implements AutoCloseable {

    private static final int DROPPED_AT_ONCE = 16 * 1024;

    private final Selector selector;
    private final Deadlines deadlines = new Deadlines();
    private final List<Dispatcher> ready = new ArrayList<>();
    private final ArrayDeque<Dispatcher> changed = new ArrayDeque<>();
    private final Consumer<SelectionKey> collect = this::collect;
    private final ByteBuffer dropped = ByteBuffer.allocateDirect(DROPPED_AT_ONCE);
    private int cancelled;
    private int turns;

    /** @throws IOException if the system has no descriptor left */
    public Loop() throws IOException {
        selector = Selector.open();
    }

    /**
     * Serves its dispatchers until the last one is closed.
     *
     * @throws IOException if it cannot wait for channels any more
     */
    public void run() throws IOException {
        while (turn()) {
            // The handlers do the rest.
        }
    }

    /**
     * Waits until a channel is ready, a deadline is due or {@link #wakeup()} is
     * called, and handles what there is.
     *
     * @return false if there was no dispatcher to be served
     * @throws IOException if it cannot wait for channels any more
     */
    public boolean turn() throws IOException {
        askChanged();
        // The selector knows a channel that was closed until it waits again.
        if (selector.keys().size() == cancelled) {
            selector.selectNow();
            cancelled = 0;
            return false;
        }
        cancelled = 0;
        selector.select(collect, deadlines.timeoutMillis());
        handleReady();
        deadlines.runExpired();
        return true;
    }

    /** Ends the turn that waits, or else the next one; from any thread. */
    public void wakeup() {
        selector.wakeup();
    }

    /** Its dispatchers of one kind, as they are now, in no order. */
    public <D extends Dispatcher> List<D> dispatchers(Class<D> kind) {
        if (!selector.isOpen()) {
            return List.of();
        }
        return selector.keys().stream().filter(SelectionKey::isValid)
                .map(SelectionKey::attachment).filter(kind::isInstance)
                .map(kind::cast).toList();
    }

    /** Closes the channels that are left, without an event, and the loop. */
    @Override
    public void close() {
        dispatchers(Dispatcher.class).forEach(Dispatcher::abandon);
        Quietly.close(selector);
    }

    /**
     * Where asyncore asks every dispatcher before every wait what it is interested
     * in, only those are asked for whom something has happened.
     */
    private void askChanged() {
        for (Dispatcher dispatcher; (dispatcher = changed.poll()) != null;) {
            dispatcher.updateInterest();
        }
    }

    private void collect(SelectionKey key) {
        ready.add((Dispatcher) key.attachment());
    }

    private void handleReady() {
        int count = ready.size();
        int first = count < 2 ? 0 : Integer.remainderUnsigned(turns++, count);
        for (int i = first; i < count; i++) {
            ready.get(i).handleReady();
        }
        for (int i = 0; i < first; i++) {
            ready.get(i).handleReady();
        }
        ready.clear();
    }

    Selector selector() {
        return selector;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    /** Where input goes that nobody looks at. */
    ByteBuffer dropped() {
        return dropped.clear();
    }

    void changed(Dispatcher dispatcher) {
        changed.add(dispatcher);
    }

    /** Closes a client's channel, and a dispatcher that it may have by now. */
    void abandon(SocketChannel client) {
        SelectionKey key = client.keyFor(selector);
        if (key != null && key.isValid()) {
            ((Dispatcher) key.attachment()).abandon();
        }
        Quietly.close(client);
    }

    /** A channel was closed; the selector lets go of it when it waits next. */
    void closed() {
        cancelled++;
    }
}
