package sevenservers.reactor;

import java.time.Duration;

/**
 * Something that is done again and again, at fixed times: the second call comes two
 * intervals after the start, however late the first one came. A time that passes
 * while the reactor is busy is left out. Retells Twisted's class of this name.
 */
public final class LoopingCall {

    private final Timers timers;
    private final Runnable call;
    private long started;
    private long interval;
    private Deferred<Void> ended;
    private DelayedCall next;

    public LoopingCall(Timers timers, Runnable call) {
        this.timers = timers;
        this.call = call;
    }

    /**
     * Starts it; the first call comes after one interval.
     *
     * @return succeeds when it is stopped, fails when a call fails, which ends it;
     *     to cancel it is to stop it
     * @throws IllegalArgumentException if the interval is not positive
     * @throws IllegalStateException if it is running
     */
    public Deferred<Void> start(Duration every) {
        if (!every.isPositive()) {
            throw new IllegalArgumentException("an interval of " + every);
        }
        if (next != null) {
            throw new IllegalStateException("it is running");
        }
        started = timers.nanoTime();
        interval = every.toNanos();
        ended = new Deferred<>(_ -> stop());
        callNext();
        return ended;
    }

    private void callNext() {
        long passed = timers.nanoTime() - started;
        next = timers.callLater(Duration.ofNanos(interval - passed % interval),
                this::turn);
    }

    /** What the call itself has stopped, and perhaps started again, is not its. */
    private void turn() {
        DelayedCall current = next;
        try {
            call.run();
        } catch (RuntimeException | Error failure) {
            if (next != current) {
                throw failure;
            }
            next = null;
            ended.errback(failure);
            return;
        }
        if (next == current) {
            callNext();
        }
    }

    /** No more calls; nothing happens if it is not running. */
    public void stop() {
        if (next != null) {
            next.cancel();
            next = null;
            ended.callback(null);
        }
    }
}
