package sevenservers.reactor;

import java.time.Duration;
import java.util.Objects;

/**
 * Something that will be done later, unless it is cancelled. Retells what
 * {@code callLater} returns in Twisted.
 *
 * <pre>
 *  WAITING --its time has come--> DONE
 *      `------cancel()----------> CANCELLED
 * </pre>
 */
public final class DelayedCall implements Event {

    /** The place of a call that is not in the queue, as its time has come. */
    static final int NOWHERE = -1;

    private final TimerQueue queue;

    /** What is still to be done; null afterwards, so that nothing of it is kept. */
    private Runnable call;

    /** When it is due, and which of two due at once was asked for first. */
    long due;
    long order;

    /** Where it stands in the queue's heap. */
    int place = NOWHERE;

    DelayedCall(TimerQueue queue, Runnable call) {
        this.queue = queue;
        this.call = Objects.requireNonNull(call, "nothing to be done");
    }

    /** Whether it is still to be done. */
    public boolean isWaiting() {
        return call != null;
    }

    /**
     * It is not to be done any more.
     *
     * @return false if it has been done or was cancelled before
     */
    public boolean cancel() {
        boolean waited = isWaiting();
        call = null;
        queue.remove(this);
        return waited;
    }

    /**
     * Sets the time anew, counted from now.
     *
     * @throws IllegalStateException if it is not waiting any more
     */
    public void reset(Duration delay) {
        requireWaiting();
        queue.move(this, queue.in(delay));
    }

    /**
     * Postpones it by a time, counted from when it would have been due.
     *
     * @throws IllegalStateException if it is not waiting any more
     */
    public void delay(Duration more) {
        requireWaiting();
        queue.move(this, queue.after(due, more));
    }

    private void requireWaiting() {
        if (!isWaiting()) {
            throw new IllegalStateException("it is done or cancelled");
        }
    }

    /**
     * Does it, unless something that happened after its time had come, and before
     * its turn came, has cancelled or postponed it.
     */
    @Override
    public void process() {
        if (isWaiting() && place == NOWHERE) {
            Runnable todo = call;
            call = null;
            todo.run();
        }
    }
}
