package sevenservers.reactor;

import java.time.Duration;

/**
 * Who can do something later: a {@link Reactor}, or in a test a {@link TimerQueue}
 * whose clock the test moves.
 */
public interface Timers {

    /**
     * Has something done after a time, never earlier; not before what is being done
     * now has ended, even if the time is zero. Calls for the same moment come in
     * the order in which they were asked for.
     *
     * @throws IllegalArgumentException if the delay is negative
     */
    DelayedCall callLater(Duration delay, Runnable call);

    /**
     * The time of the clock that the calls go by, in nanoseconds; only differences
     * mean something.
     */
    long nanoTime();
}
