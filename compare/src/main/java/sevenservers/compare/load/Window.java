package sevenservers.compare.load;

import org.HdrHistogram.Histogram;

/**
 * What has been answered in a time.
 *
 * @param count how many answers came within it
 * @param lap the time
 * @param latency of all that was asked within it, in nanoseconds
 */
record Window(long count, Stopwatch.Lap lap, Histogram latency) {

    /** Answers a second. */
    double rate() {
        return count / lap.seconds();
    }
}
