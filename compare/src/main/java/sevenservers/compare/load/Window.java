package sevenservers.compare.load;

import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What has been answered in a time.
 *
 * @param count how many answers came within it
 * @param lap the time
 * @param latency of all that was asked within it, in nanoseconds
 */
record Window(long count, Lap lap, Histogram latency) {

    /** All of it, with the rate as its only measure. */
    Sample sample() {
        return new Sample(Map.of(Load.RATE, rate()), latency, lap);
    }

    /** Answers a second. */
    double rate() {
        return count / lap.seconds();
    }
}
