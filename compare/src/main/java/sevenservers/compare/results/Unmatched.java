package sevenservers.compare.results;

import java.util.ArrayList;
import java.util.List;

/** What only one of two results has: there is nothing to compare it with. */
public final class Unmatched {

    private Unmatched() {
    }

    /**
     * Says it in at most two lines: whole scenarios, whole contenders, and single
     * ones as {@code 02 in echo-64}. Who has failed before is not in the baseline;
     * who fails now is in the last results, and {@linkplain Change broken}.
     */
    public static List<String> lines(Results before, Results now) {
        List<Pair> earlier = pairs(before, false);
        List<Pair> later = pairs(now, true);
        List<String> lines = new ArrayList<>();
        add(lines, "only in the baseline", earlier, later);
        add(lines, "only in the last results", later, earlier);
        return lines;
    }

    private static void add(List<String> lines, String where, List<Pair> these,
            List<Pair> others) {
        List<String> lone = these.stream().filter(pair -> !others.contains(pair))
                .map(pair -> pair.among(others)).distinct().toList();
        if (!lone.isEmpty()) {
            lines.add(where + ": " + String.join(", ", lone));
        }
    }

    private static List<Pair> pairs(Results results, boolean withFailed) {
        List<Pair> pairs = new ArrayList<>();
        for (Scenario scenario : results.scenarios()) {
            Measure measure = scenario.headline();
            for (Contender contender : results.contenders()) {
                boolean failed = results.outcome(scenario, contender)
                        .map(Outcome::failure).isPresent();
                if (failed ? withFailed
                        : results.ratio(scenario, measure, contender)
                                .isPresent()) {
                    pairs.add(new Pair(scenario.id(), contender.id()));
                }
            }
        }
        return pairs;
    }

    private record Pair(String scenario, String contender) {

        /** As much of it as the others have not. */
        String among(List<Pair> others) {
            if (others.stream().noneMatch(o -> o.scenario.equals(scenario))) {
                return scenario;
            }
            return others.stream().noneMatch(o -> o.contender.equals(contender))
                    ? contender
                    : contender + " in " + scenario;
        }
    }
}
