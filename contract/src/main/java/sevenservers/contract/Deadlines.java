package sevenservers.contract;

import java.time.Duration;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * The deadlines of one thread that waits for many things: when the next one is due,
 * and what is to be done then. Setting one, clearing one and running an expired
 * one cost O(log n) each. Times are those of {@link System#nanoTime()}.
 */
public final class Deadlines {

    private final TreeSet<Deadline> waiting = new TreeSet<>((a, b) -> a == b ? 0
            : a.due != b.due ? Long.signum(a.due - b.due)
            : Long.compare(a.id, b.id));
    private final LongSupplier clock;
    private long ids;

    public Deadlines() {
        this(System::nanoTime);
    }

    Deadlines(LongSupplier clock) {
        this.clock = clock;
    }

    /** A deadline that is not set, and what to do when it expires. */
    public Deadline deadline(Runnable action) {
        return new Deadline(action);
    }

    /**
     * How long one may wait before {@link #runExpired()}, in whole milliseconds for
     * {@link java.nio.channels.Selector#select(long)}: at least 1, or 0 for ever.
     */
    public long timeoutMillis() {
        if (waiting.isEmpty()) {
            return 0;
        }
        long nanos = waiting.first().due - clock.getAsLong();
        return Math.max(1, Math.ceilDiv(nanos, 1_000_000));
    }

    /** Does what is to be done for every deadline that is due by now. */
    public void runExpired() {
        if (waiting.isEmpty()) {
            return;
        }
        long now = clock.getAsLong();
        while (!waiting.isEmpty() && waiting.first().due - now <= 0) {
            Deadline deadline = waiting.first();
            deadline.clear();
            deadline.action.run();
        }
    }

    /** A time by which something should have happened. */
    public final class Deadline {

        private final long id = ids++;
        private final Runnable action;
        private long due;
        private boolean set;

        private Deadline(Runnable action) {
            this.action = action;
        }

        /** Sets the deadline, anew if it was set, to a time from now. */
        public void in(Duration time) {
            at(clock.getAsLong() + time.toNanos());
        }

        /** Sets the deadline, anew if it was set, to a time of the clock. */
        public void at(long nanoTime) {
            clear();
            due = nanoTime;
            set = waiting.add(this);
        }

        /** Nothing is to happen any more. */
        public void clear() {
            if (set) {
                set = false;
                waiting.remove(this);
            }
        }
    }
}
