package sevenservers.contract;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Watches the writes of one thread that may block in them, and acts when one takes
 * too long (B9): the only way out of a blocking write is that somebody else ends
 * it.
 *
 * <p>Nearly all writes end at once, so a write only notes its time; the timer looks
 * at most once in the time limit, and not at all while nothing is written.
 */
public final class StallWatch {

    private static final long NOT_WRITING = 0;

    private final ScheduledExecutorService timer;
    private final long limit;
    private final Runnable stalled;
    private volatile long since = NOT_WRITING;
    private volatile Future<?> look;
    private boolean closed;

    /**
     * A watch that runs an action, on the timer's thread, when a write has stalled.
     */
    public StallWatch(ScheduledExecutorService timer, Duration limit,
            Runnable stalled) {
        this.timer = timer;
        this.limit = limit.toNanos();
        this.stalled = stalled;
    }

    /** To be called right before a write. */
    public void begin() {
        since = System.nanoTime() | 1;
        if (look == null) {
            schedule(limit);
        }
    }

    /** To be called when the write has ended, well or not. */
    public void end() {
        since = NOT_WRITING;
    }

    /** To be called when there will be no further write. */
    public synchronized void close() {
        closed = true;
        if (look != null) {
            look.cancel(false);
        }
    }

    private synchronized void schedule(long nanos) {
        if (look != null || closed) {
            return;
        }
        try {
            look = timer.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException serverEnded) {
            // Then everything is ended without us.
        }
    }

    /**
     * It forgets that it was scheduled before it looks, so that no write is missed.
     */
    private void look() {
        look = null;
        long began = since;
        if (began == NOT_WRITING) {
            return;
        }
        long left = began + limit - System.nanoTime();
        if (left > 0) {
            schedule(left);
        } else {
            stalled.run();
        }
    }
}
