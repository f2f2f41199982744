package sevenservers.compare.results;

import java.util.List;
import java.util.Map;

/**
 * What one scenario has found out about one contender.
 *
 * @param scenario the scenario's id
 * @param contender the contender's id
 * @param rounds by measure: its value in each round, in the order of the rounds;
 *     only the first if it is found out once. Unless servers play alone, the same
 *     place in two outcomes was measured at about the same time
 * @param latency of all rounds, or null if it was not measured
 * @param use of all rounds, or null if the system does not say
 * @param loadBound whether the load generator may have been what was slow
 * @param failure why there are not all rounds, or null
 */
public record Outcome(String scenario, String contender,
        Map<String, List<Double>> rounds, Latency latency, Use use,
        boolean loadBound, String failure) {

    /** The values of one measure; empty if there are none. */
    public List<Double> values(String measure) {
        return rounds.getOrDefault(measure, List.of());
    }
}
