package sevenservers.exercises.reactor;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The timed events of a reactor: calls that are done when their time has come,
 * unless they are cancelled before. A loop joins them to its selector like this:
 *
 * <pre>
 *  long millis = timers.millisUntilNext();
 *  if (millis &lt; 0) {
 *      selector.select();
 *  } else if (millis == 0) {
 *      selector.selectNow();
 *  } else {
 *      selector.select(millis);
 *  }
 *  timers.runDue();
 * </pre>
 *
 * <p>To be built: where the calls wait, and how the next one is found. The rules:
 *
 * <ul>
 * <li>A call is done once, when its time has come or later, never earlier. Earlier
 *     calls come first. Calls for the same moment come in the order in which they
 *     were asked for, whatever their delays were.
 * <li>A cancelled call is not done, even if it was due already and another call has
 *     cancelled it only now.
 * <li>What a call asks for while it runs is not done in the same turn, even without
 *     a delay: the loop looks at its sockets first.
 * <li>A selector counts in whole milliseconds. It must not wake too early, or the
 *     loop turns around for nothing; nor for a call that was cancelled.
 * <li>There may be a million calls, and a server cancels most of them, such as the
 *     time-outs of its connections. To add one and to cancel one must not mean to
 *     look at all the others; and one that is cancelled must not be kept.
 * <li>The clock may go past its largest value and on from its smallest, as that of
 *     {@link System#nanoTime()}. No delay is longer than a hundred years.
 * </ul>
 *
 * <p>Not thread-safe: it belongs to the thread of its loop.
 *
 * <p>Module 05 keeps a heap, {@link sevenservers.reactor.TimerQueue}. The JDK has
 * sorted collections that can do it, too.
 */
@SuppressWarnings({"unused", "ClassCanBeStatic"}) // until it is built
public final class CallLater {

    private final LongSupplier nanoTime;

    /**
     * Calls that go by a clock.
     *
     * @param nanoTime a clock as {@link System#nanoTime()}: never set back, and
     *     only the difference of two of its times means something
     */
    public CallLater(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Has something done after a time, but not before it, and not before what is
     * being done now has ended.
     *
     * @throws IllegalArgumentException if the delay is negative
     */
    public Call callLater(Duration delay, Runnable action) {
        // TODO: keep it where it is found when its time has come
        throw new UnsupportedOperationException("TODO: call later");
    }

    /**
     * How long the selector may wait, in milliseconds: 0 if a call is due, -1 if no
     * call is waiting, so that it may wait for ever.
     */
    public long millisUntilNext() {
        // TODO: when is the next one due?
        throw new UnsupportedOperationException("TODO: find the next call");
    }

    /** Does what is due by now, in order. */
    public void runDue() {
        // TODO: do what is due, but not what is asked for meanwhile
        throw new UnsupportedOperationException("TODO: do what is due");
    }

    /** Something that is still to be done, was done, or was cancelled. */
    public final class Call {

        private Call() {
        }

        /**
         * It is not to be done any more.
         *
         * @return false if it has been done or was cancelled before
         */
        public boolean cancel() {
            // TODO: take it out
            throw new UnsupportedOperationException("TODO: cancel");
        }
    }
}
