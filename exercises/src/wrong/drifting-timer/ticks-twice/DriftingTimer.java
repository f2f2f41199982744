// Caught by: aStallThatEndsOnASecondMakesItTickOnce
// A stall that ends when a tick is due leaves that tick to come as well.
package sevenservers.exercises.reactor;

import java.time.Duration;
import sevenservers.reactor.DelayedCall;
import sevenservers.reactor.Timers;

public final class DriftingTimer {

    private final Timers timers;
    private final long interval;
    private final Runnable call;

    /** When the next call is due, and the call; null while it is not running. */
    private long due;
    private DelayedCall next;

    /** A timer that is not running. The interval is more than zero. */
    public DriftingTimer(Timers timers, Duration interval, Runnable call) {
        this.timers = timers;
        this.interval = interval.toNanos();
        this.call = call;
    }

    /** Starts it. The first call comes after one interval. */
    public void start() {
        due = timers.nanoTime();
        callNext();
    }

    /** No more calls, until it is started again. */
    public void stop() {
        if (next != null) {
            next.cancel();
            next = null;
        }
    }

    private void callNext() {
        long now = timers.nanoTime();
        due += interval;
        if (due < now) {
            // The loop was stalled: what is past is left out.
            due = now + (interval - (now - due) % interval) % interval;
        }
        next = timers.callLater(Duration.ofNanos(due - now), this::turn);
    }

    private void turn() {
        // First, so that the call can stop its own timer.
        callNext();
        call.run();
    }
}
