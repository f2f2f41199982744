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
        return results().contenders().stream()
                .anyMatch(one -> ratio(one).isPresent()) ? ofRatios() : ofNumbers();
    }

    private Chart ofRatios() {
        List<Chart.Row> rows = topic.rows(this::ratioRow);
        String unit = Numbers.unitBeside(measure.unit());
        return chart(rows, Axis.ofRatios(Chart.drawn(rows)), 1.0,
                measure.title() + ", relative to " + Wording.reference(results()),
                "ratio", unit.isEmpty() ? "median" : unit);
    }

    private Chart ofNumbers() {
        List<Chart.Row> rows = topic.rows(this::numberRow);
        return chart(rows, Axis.of(Chart.drawn(rows), measure.unit()), null,
                Wording.withUnit(measure), "median", "");
    }

    private Chart chart(List<Chart.Row> rows, Axis axis, Double line,
            String caption, String labelHead, String noteHead) {
        Chart.Words words = topic.words(Wording.sentence(caption),
                Wording.across(measure.better()), labelHead, noteHead, axis.scale(),
                topic.footnote());
        return new Chart(topic.chartName(measure.id()), Chart.Kind.BARS, words,
                measure.better(), axis, null, line, rows);
    }

    private Chart.Row ratioRow(Contender contender) {
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

    private Chart.Row numberRow(Contender contender) {
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
