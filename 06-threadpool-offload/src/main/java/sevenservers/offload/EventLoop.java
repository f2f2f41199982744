package sevenservers.offload;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sevenservers.contract.Deadlines;
import sevenservers.contract.Quietly;

/**
 * Waits until any of its handlers can receive or send what it wants to, and has it
 * do that. The loop and its handlers are for one thread. It knows nothing of other
 * threads: they reach it through a channel like any other, see {@link WakeupPipe}.
 *
 * <p>Retells the {@code event_loop} of the document. That one asks every handler
 * before every wait; this one asks those that were touched since.
 */
public final class EventLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
    private static final int RECEIVE =
            SelectionKey.OP_READ | SelectionKey.OP_ACCEPT;

    private final Selector selector;
    private final Deadlines deadlines = new Deadlines();
    private final List<EventHandler> touched = new ArrayList<>();
    private final Consumer<SelectionKey> ready = this::ready;

    /** @throws IOException if the system has no descriptor left */
    public EventLoop() throws IOException {
        selector = Selector.open();
    }

    /** Something that happens to a handler. */
    @FunctionalInterface
    interface Event {

        void handle() throws IOException;
    }

    /**
     * Waits for this handler's channel, too, from now on.
     *
     * @throws IOException if its channel is closed
     */
    public void add(EventHandler handler) throws IOException {
        handler.channel().configureBlocking(false);
        handler.addedTo(this, handler.channel().register(selector, 0, handler));
        touch(handler);
    }

    /** Closes a handler's channel, and no longer waits for it. */
    public void remove(EventHandler handler) {
        handler.key().cancel();
        Quietly.close(handler.channel());
    }

    /** The handlers as they are now. */
    public List<EventHandler> handlers() {
        return selector.keys().stream().filter(SelectionKey::isValid)
                .map(key -> (EventHandler) key.attachment()).toList();
    }

    /**
     * A deadline that is not set, and what is then to be done for its handler.
     */
    public Deadlines.Deadline deadline(EventHandler handler, Runnable action) {
        return deadlines.deadline(() -> handle(handler, action::run));
    }

    /**
     * Handles events for ever.
     *
     * @throws IOException if it cannot wait any more
     */
    public void run() throws IOException {
        while (true) {
            turn();
        }
    }

    /**
     * Waits until something has happened, and handles it.
     *
     * @throws IOException if it cannot wait any more
     */
    public void turn() throws IOException {
        // By number: who is asked may touch others meanwhile, or fail.
        for (int i = 0; i < touched.size(); i++) {
            updateInterest(touched.get(i));
        }
        touched.clear();
        selector.select(ready, deadlines.timeoutMillis());
        deadlines.runExpired();
    }

    private void updateInterest(EventHandler handler) {
        handler.touched = false;
        SelectionKey key = handler.key();
        try {
            if (key.isValid()) {
                int ops = interest(handler);
                if (ops != key.interestOps()) {
                    key.interestOps(ops);
                }
            }
        } catch (RuntimeException | Error failure) {
            failed(handler, failure);
        }
    }

    private static int interest(EventHandler handler) {
        int ops = 0;
        if (handler.wantsToReceive()) {
            ops |= RECEIVE & handler.channel().validOps();
        }
        if (handler.wantsToSend()) {
            ops |= SelectionKey.OP_WRITE;
        }
        return ops;
    }

    private void ready(SelectionKey key) {
        var handler = (EventHandler) key.attachment();
        try {
            if (key.isValid() && (key.readyOps() & RECEIVE) != 0) {
                handler.handleReceive();
            }
            if (key.isValid() && key.isWritable()) {
                handler.handleSend();
            }
        } catch (IOException | RuntimeException | Error failure) {
            failed(handler, failure);
        }
        touch(handler);
    }

    /** Has something else than readiness handled, as an event of this handler. */
    void handle(EventHandler handler, Event event) {
        try {
            event.handle();
        } catch (IOException | RuntimeException | Error failure) {
            failed(handler, failure);
        }
        touch(handler);
    }

    /** Ends what cannot even fail properly; nothing of a handler ends the loop. */
    void failed(EventHandler handler, Throwable failure) {
        try {
            handler.handleFailure(failure);
        } catch (RuntimeException | Error further) {
            LOG.error("a handler has failed twice and is removed", further);
            remove(handler);
        }
    }

    void touch(EventHandler handler) {
        if (!handler.touched) {
            handler.touched = true;
            touched.add(handler);
        }
    }

    /** Closes the channels of all handlers. */
    @Override
    public void close() {
        handlers().forEach(this::remove);
        Quietly.close(selector);
    }
}
