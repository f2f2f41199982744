package sevenservers.compare.load;

import org.HdrHistogram.Histogram;

/** Counts what is asked and answered, and how long the answers take. */
final class Tally {

    private Histogram latency = Sample.latencies();
    private long asked;
    private long answered;
    private boolean open;

    /** Forgets how long earlier answers have taken. */
    void clear() {
        latency = Sample.latencies();
    }

    /** Clears, and from now on whoever has its answers asks again. */
    void open() {
        clear();
        open = true;
    }

    /** From now on nobody asks again. */
    void close() {
        open = false;
    }

    boolean isOpen() {
        return open;
    }

    void asked(int count) {
        asked += count;
    }

    void answered(long nanos) {
        answered++;
        latency.recordValue(Math.max(0, nanos));
    }

    /** How many answers have come so far. */
    long answered() {
        return answered;
    }

    /** Whether all that was asked is answered. */
    boolean isSettled() {
        return answered == asked;
    }

    /** How long the answers since {@link #clear()} have taken, in nanoseconds. */
    Histogram latency() {
        return latency;
    }
}
