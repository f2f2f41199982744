package sevenservers.compare.load;

import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What the clients have seen in one run.
 *
 * @param values by the ids of the scenario's measures
 * @param latency in nanoseconds, or null if this load does not measure any
 * @param busy the part of the time in which the clients' threads computed; near 1
 *     they may themselves have been what was slow
 */
public record Sample(Map<String, Double> values, Histogram latency, double busy) {
}
