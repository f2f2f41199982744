package sevenservers.compare.load;

import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What the clients have seen in one run.
 *
 * @param values by the ids of the scenario's measures; those that are found out
 *     only once are there only once
 * @param latency in nanoseconds, or null if this load does not measure any
 * @param lap the time that the values are of
 */
public record Sample(Map<String, Double> values, Histogram latency, Lap lap) {

    private static final int DIGITS = 3;

    /** Keeps latencies, of which there are none yet. */
    public static Histogram latencies() {
        return new Histogram(DIGITS);
    }
}
