package sevenservers.compare.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sevenservers.compare.results.Contender;
import sevenservers.compare.results.Measure;
import sevenservers.compare.results.Scenario;

/** How the figures of all contenders change from measure to measure. */
final class CurveChart {

    private CurveChart() {
    }

    static Chart of(Topic topic) {
        Scenario scenario = topic.scenario();
        Measure first = scenario.measures().getFirst();
        List<Chart.Row> rows = topic.rows(contender -> row(topic, contender));
        List<Double> places = scenario.measures().stream()
                .map(measure -> Double.valueOf(measure.id())).toList();
        List<Double> values = rows.stream().map(Chart.Row::points)
                .flatMap(Collection::stream)
                .flatMap(point -> point.stream().skip(1)).toList();
        Axis x = Axis.ofPowers(places, "");
        Axis y = Axis.ofPowers(values, first.unit());
        String unit = Numbers.unitBeside(first.unit());
        String what = Wording.commonTail(scenario.measures());
        Chart.Words words = topic.words(
                (unit.isEmpty() ? "Median" : unit)
                        + (what.isEmpty() ? "" : ", by number of " + what),
                Wording.upwards(first.better()), "", "",
                (what.isEmpty() ? "" : what + "; ") + "both axes are " + x.scale(),
                withAbsent(rows, topic.footnote()));
        return new Chart(topic.chartName("curve"), Chart.Kind.CURVE, words,
                first.better(), x, y, null, rows);
    }

    private static Chart.Row row(Topic topic, Contender contender) {
        List<List<Double>> points = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (Measure measure : topic.scenario().measures()) {
            topic.results().figure(topic.scenario(), measure, contender)
                    .ifPresent(figure -> {
                        points.add(List.of(Double.valueOf(measure.id()),
                                figure.low(), figure.median(), figure.high()));
                        texts.add(measure.title() + ": "
                                + Wording.withSpread(figure, measure));
                    });
        }
        return points.isEmpty() ? topic.nothing(contender)
                : new Chart.Row(Wording.name(contender), contender.colour(), points,
                        "", topic.mark(contender), "", String.join("; ", texts));
    }

    /** A curve has no row to say in that there is no curve. */
    private static String withAbsent(List<Chart.Row> rows, String footnote) {
        return Stream.concat(Stream.of(footnote).filter(note -> !note.isEmpty()),
                rows.stream().filter(row -> row.points().isEmpty())
                        .map(row -> row.name() + ": " + row.label() + "."))
                .collect(Collectors.joining(" "));
    }
}
