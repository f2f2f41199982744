package sevenservers.compare.report;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import sevenservers.compare.results.Contender;
import sevenservers.compare.results.Latency;
import sevenservers.compare.results.Measure.Better;
import sevenservers.compare.results.Outcome;

/** The latencies of all contenders: how many of a hundred were no slower. */
final class PercentileChart {

    private static final String UNIT = "µs";
    private static final String CAPTION =
            "Latency: ● median, | 90 %, ◆ 99 %, ‖ 99.9 %, ○ slowest";

    private PercentileChart() {
    }

    /** Empty if no latencies were measured. */
    static Optional<Chart> of(Topic topic) {
        List<Chart.Row> rows = topic.rows(contender -> row(topic, contender));
        List<Double> drawn = Chart.drawn(rows);
        if (drawn.isEmpty()) {
            return Optional.empty();
        }
        Axis axis = Axis.ofPowers(drawn, UNIT);
        Chart.Words words = topic.words(CAPTION, Wording.across(Better.LESS),
                "median", "99 %", axis.scale(), topic.footnote());
        return Optional.of(new Chart(topic.chartName("percentiles"),
                Chart.Kind.PERCENTILES, words, Better.LESS, axis, null, null,
                rows));
    }

    private static Chart.Row row(Topic topic, Contender contender) {
        return topic.results().outcome(topic.scenario(), contender)
                .map(Outcome::latency).filter(latency -> latency.p99() != null)
                .map(latency -> row(topic, contender, latency))
                .orElseGet(() -> topic.nothing(contender));
    }

    private static Chart.Row row(Topic topic, Contender contender,
            Latency latency) {
        String median = Numbers.of(latency.p50(), UNIT);
        String most = Numbers.of(latency.p99(), UNIT);
        String rare = latency.p999() == null ? "too few to say"
                : Numbers.of(latency.p999(), UNIT);
        String text = "median: " + median
                + "; 90 %: " + Numbers.of(latency.p90(), UNIT)
                + "; 99 %: " + most
                + "; 99.9 %: " + rare
                + "; slowest: " + Numbers.of(latency.max(), UNIT);
        return new Chart.Row(Wording.name(contender), contender.colour(),
                List.of(Arrays.asList(latency.p50(), latency.p90(), latency.p99(),
                        latency.p999(), latency.max())),
                median, topic.mark(contender), most, text);
    }
}
