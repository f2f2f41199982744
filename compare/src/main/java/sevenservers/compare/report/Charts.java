package sevenservers.compare.report;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import sevenservers.compare.results.Results;
import sevenservers.compare.results.Scenario;
import sevenservers.compare.results.Scenario.Shape;

/** Which charts there are of results. */
final class Charts {

    private Charts() {
    }

    /** Those of all scenarios. */
    static List<Chart> of(Results results) {
        return results.scenarios().stream()
                .map(scenario -> of(results, scenario))
                .flatMap(Collection::stream).toList();
    }

    /** Those of a scenario: of its measures, then of its latencies. */
    static List<Chart> of(Results results, Scenario scenario) {
        var topic = new Topic(results, scenario);
        Stream<Chart> measures = scenario.shape() == Shape.CURVE
                ? Stream.of(CurveChart.of(topic))
                : scenario.measures().stream()
                        .map(measure -> new BarChart(topic, measure).chart());
        return Stream.concat(measures, PercentileChart.of(topic).stream()).toList();
    }
}
