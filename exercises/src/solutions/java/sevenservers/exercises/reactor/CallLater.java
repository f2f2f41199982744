package sevenservers.exercises.reactor;

import java.time.Duration;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
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
 * <p>All that wait stand in a sorted set, so that to add one, to cancel one and to
 * find the next one cost O(log n).
 *
 * <p>Not thread-safe: it belongs to the thread of its loop.
 */
public final class CallLater {

    private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final LongSupplier nanoTime;
    private final TreeSet<Call> waiting = new TreeSet<>(CallLater::inOrder);
    private long asked;

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
        if (delay.isNegative()) {
            throw new IllegalArgumentException("a delay of " + delay);
        }
        var call =
                new Call(nanoTime.getAsLong() + delay.toNanos(), asked++, action);
        waiting.add(call);
        return call;
    }

    /**
     * How long the selector may wait, in milliseconds: 0 if a call is due, -1 if no
     * call is waiting, so that it may wait for ever.
     */
    public long millisUntilNext() {
        if (waiting.isEmpty()) {
            return -1;
        }
        long nanos = waiting.first().due - nanoTime.getAsLong();
        return Math.max(0, Math.ceilDiv(nanos, NANOS_PER_MILLI));
    }

    /** Does what is due by now, in order. */
    public void runDue() {
        long now = nanoTime.getAsLong();
        long end = asked;
        while (!waiting.isEmpty() && waiting.first().isDue(now, end)) {
            waiting.removeFirst().action.run();
        }
    }

    /** By the difference of times: a clock may go past its largest value. */
    private static int inOrder(Call a, Call b) {
        long difference = a.due - b.due;
        return difference == 0 ? Long.compare(a.order, b.order)
                : Long.signum(difference);
    }

    /** Something that is still to be done, was done, or was cancelled. */
    public final class Call {

        private final long due;
        private final long order;
        private final Runnable action;

        private Call(long due, long order, Runnable action) {
            this.due = due;
            this.order = order;
            this.action = action;
        }

        /** Whether its time has come, and it was asked for before this turn. */
        private boolean isDue(long now, long end) {
            return due - now <= 0 && order < end;
        }

        /**
         * It is not to be done any more.
         *
         * @return false if it has been done or was cancelled before
         */
        public boolean cancel() {
            return waiting.remove(this);
        }
    }
}
