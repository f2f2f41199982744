package sevenservers.offload;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an {@link EventLoop} knows of a channel: what to wait for, and what to do
 * when it is there. The loop asks what a handler wants after each of its events,
 * and when it is touched; and it never waits for anything else.
 *
 * <p>Retells the {@code EventHandler} of the document, which has all but
 * {@link #handleFailure}.
 */
public abstract class EventHandler {

    private static final Logger LOG = LoggerFactory.getLogger(EventHandler.class);

    private EventLoop loop;
    private SelectionKey key;

    /** Whether its loop is about to ask what it wants. */
    boolean touched;

    void addedTo(EventLoop loop, SelectionKey key) {
        this.loop = loop;
        this.key = key;
    }

    SelectionKey key() {
        return key;
    }

    /** The loop that it was added to. */
    protected final EventLoop loop() {
        return loop;
    }

    /** The channel to wait for: the same one each time. */
    protected abstract SelectableChannel channel();

    /** Whether to wait until there is something to receive, or to accept. */
    protected boolean wantsToReceive() {
        return false;
    }

    /** Receives what there is, without waiting for more. */
    protected void handleReceive() throws IOException {
    }

    /** Whether to wait until something can be sent. */
    protected boolean wantsToSend() {
        return false;
    }

    /** Sends what the channel takes, without waiting until it takes more. */
    protected void handleSend() throws IOException {
    }

    /**
     * Does what is to be done when one of this handler's methods, or work done for
     * it, has failed. Unless overridden, that is the handler's end; and unless it
     * is the channel that has failed, it is logged.
     */
    protected void handleFailure(Throwable failure) {
        if (!(failure instanceof IOException)) {
            LOG.error("a handler has failed and is removed", failure);
        }
        loop.remove(this);
    }

    /**
     * Has the loop ask again what this handler wants. To be called, on the loop's
     * thread, when that may have changed without an event of its own.
     */
    protected final void touch() {
        loop.touch(this);
    }
}
