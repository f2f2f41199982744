package sevenservers.compare.report;

import java.util.List;
import java.util.Optional;
import sevenservers.compare.results.Contender;
import sevenservers.compare.results.Figure;
import sevenservers.compare.results.Measure;
import sevenservers.compare.results.Results;
import sevenservers.compare.results.Scenario;

/**
 * A measure of all contenders: its ratios to the reference, or the numbers
 * themselves if the reference has none.
 */
record BarChart(Topic topic, Measure measure) {

    Chart chart() {
        boolean ratios = results().contenders().stream()
                .anyMatch(one -> ratio(one).isPresent());
        List<Chart.Row> rows = topic.rows(ratios ? this::ofRatio : this::ofNumber);
        List<Double> drawn = Chart.drawn(rows);
        Axis axis = ratios ? Axis.ofRatios(drawn)
                : Axis.of(drawn, measure.unit());
        String unit = Numbers.unitBeside(measure.unit());
        Chart.Words words = topic.words(Wording.sentence(ratios
                ? measure.title() + ", relative to " + Wording.reference(results())
                : Wording.withUnit(measure)),
                Wording.across(measure.better()), ratios ? "ratio" : "median",
                !ratios ? "" : unit.isEmpty() ? "median" : unit, axis.scale(),
                topic.footnote());
        return new Chart(topic.chartName(measure.id()), Chart.Kind.BARS, words,
                measure.better(), axis, null, ratios ? 1.0 : null, rows);
    }

    private Chart.Row ofRatio(Contender contender) {
        Optional<Figure> figure = figure(contender);
        Optional<Figure> ratio = ratio(contender);
        if (figure.isEmpty() || ratio.isEmpty()) {
            return topic.nothing(contender);
        }
        String label = Numbers.ratio(ratio.get().median());
        String text = Wording.withSpread(label, Numbers.ratioSpread(ratio.get()))
                + "; " + Wording.withSpread(figure.get(), measure);
        return row(contender, ratio.get(), label,
                Numbers.of(figure.get().median(), measure.unit()), text);
    }

    private Chart.Row ofNumber(Contender contender) {
        return figure(contender).map(figure -> {
            String label = Numbers.of(figure.median(), measure.unit());
            return row(contender, figure, label, "", Wording.withSpread(label,
                    Numbers.spread(figure, measure.unit())));
        }).orElseGet(() -> topic.nothing(contender));
    }

    private Chart.Row row(Contender contender, Figure figure, String label,
            String note, String text) {
        return new Chart.Row(Wording.name(contender), contender.colour(),
                List.of(List.of(figure.low(), figure.median(), figure.high())),
                label, topic.mark(contender), note, text);
    }

    private Optional<Figure> figure(Contender contender) {
        return results().figure(scenario(), measure, contender);
    }

    private Optional<Figure> ratio(Contender contender) {
        return results().ratio(scenario(), measure, contender);
    }

    private Results results() {
        return topic.results();
    }

    private Scenario scenario() {
        return topic.scenario();
    }
}
