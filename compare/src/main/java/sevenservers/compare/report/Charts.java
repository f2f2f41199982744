package sevenservers.compare.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sevenservers.compare.results.Contender;
import sevenservers.compare.results.Figure;
import sevenservers.compare.results.Latency;
import sevenservers.compare.results.Measure;
import sevenservers.compare.results.Outcome;
import sevenservers.compare.results.Results;
import sevenservers.compare.results.Scenario;
import sevenservers.compare.results.Scenario.Shape;

/** Makes charts of results. */
final class Charts {

    private final Results results;
    private final String reference;

    Charts(Results results) {
        this.results = results;
        reference = results.contenders().stream()
                .filter(one -> one.id().equals(results.reference()))
                .map(Wording::name).findFirst().orElse(results.reference());
    }

    /** What the ratios are to. */
    String reference() {
        return reference;
    }

    /** Those of a scenario: of its measures, then of its latencies. */
    List<Chart> of(Scenario scenario) {
        Stream<Chart> measures = scenario.shape() == Shape.CURVE
                ? Stream.of(curve(scenario))
                : scenario.measures().stream()
                        .map(measure -> bars(scenario, measure));
        return Stream.concat(measures, percentiles(scenario).stream()).toList();
    }

    private Chart bars(Scenario scenario, Measure measure) {
        boolean ratios = results.contenders().stream().anyMatch(
                one -> results.ratio(scenario, measure, one).isPresent());
        List<Chart.Row> rows = results.contenders().stream()
                .map(one -> ratios ? ratio(scenario, measure, one)
                        : number(scenario, measure, one))
                .toList();
        String what = ratios ? measure.title() + ", relative to " + reference
                : measure.title() + unit(measure);
        String caption = Wording.sentence(what) + Wording.lessIsBetter(measure);
        List<Double> values = values(rows);
        return new Chart(fileName(scenario.id() + "-" + measure.id()),
                Chart.Kind.BARS, scenario.title(),
                scenario.teaches(), caption, describe(scenario, caption),
                ratios ? Axis.ofRatios("", values)
                        : Axis.of("", values, measure.unit()),
                null, ratios ? 1.0 : null, ratios ? "ratio" : "median",
                ratios ? head(measure) : "", rows, footnote(scenario));
    }

    private Chart.Row ratio(Scenario scenario, Measure measure,
            Contender contender) {
        Optional<Figure> figure = results.figure(scenario, measure, contender);
        Optional<Figure> ratio = results.ratio(scenario, measure, contender);
        if (figure.isEmpty() || ratio.isEmpty()) {
            return nothing(scenario, contender);
        }
        String label = Numbers.ratio(ratio.get().median())
                + mark(scenario, contender);
        String number = number(figure.get(), measure);
        return row(contender, ratio.get(), label,
                Numbers.of(figure.get().median(), measure.unit()),
                Wording.withSpread(label, Numbers.ratioSpread(ratio.get())) + "; "
                        + Wording.withSpread(number,
                                Numbers.spread(figure.get(), measure.unit())));
    }

    /** For a scenario in which the reference has no numbers. */
    private Chart.Row number(Scenario scenario, Measure measure,
            Contender contender) {
        return results.figure(scenario, measure, contender).map(figure -> {
            String label = Numbers.of(figure.median(), measure.unit())
                    + mark(scenario, contender);
            return row(contender, figure, label, "", Wording.withSpread(label,
                    Numbers.spread(figure, measure.unit())));
        }).orElseGet(() -> nothing(scenario, contender));
    }

    private static Chart.Row row(Contender contender, Figure figure, String label,
            String note, String text) {
        return new Chart.Row(Wording.name(contender), contender.colour(),
                List.of(List.of(figure.low(), figure.median(), figure.high())),
                label, note, text);
    }

    private Chart.Row nothing(Scenario scenario, Contender contender) {
        String why = Wording.absence(results.outcome(scenario, contender));
        return new Chart.Row(Wording.name(contender), contender.colour(), List.of(),
                why, "", why);
    }

    private Optional<Chart> percentiles(Scenario scenario) {
        List<Chart.Row> rows = results.contenders().stream()
                .map(one -> percentiles(scenario, one)).toList();
        List<Double> values = values(rows);
        String caption = "Latency: ● half, | 90 %, ◆ 99 %, | 99.9 %, ○ the slowest"
                + Wording.LESS_IS_BETTER;
        return values.isEmpty() ? Optional.empty()
                : Optional.of(new Chart(fileName(scenario.id() + "-percentiles"),
                        Chart.Kind.PERCENTILES, scenario.title(),
                        scenario.teaches(), caption, describe(scenario, caption),
                        Axis.ofPowers("", values, "µs"), null, null, "half", "99 %",
                        rows, footnote(scenario)));
    }

    private Chart.Row percentiles(Scenario scenario, Contender contender) {
        Optional<Outcome> outcome = results.outcome(scenario, contender);
        Latency latency = outcome.map(Outcome::latency).orElse(null);
        if (latency == null) {
            return nothing(scenario, contender);
        }
        String half = Numbers.of(latency.p50(), "µs");
        String worst = Numbers.of(latency.p99(), "µs");
        return new Chart.Row(Wording.name(contender), contender.colour(),
                List.of(List.of(latency.p50(), latency.p90(), latency.p99(),
                        latency.p999(), latency.max())),
                half + mark(scenario, contender), worst,
                "half: " + half + "; 90 %: " + Numbers.of(latency.p90(), "µs")
                        + "; 99 %: " + worst + "; 99.9 %: "
                        + Numbers.of(latency.p999(), "µs") + "; slowest: "
                        + Numbers.of(latency.max(), "µs"));
    }

    private Chart curve(Scenario scenario) {
        Measure first = scenario.measures().getFirst();
        List<Chart.Row> rows = results.contenders().stream()
                .map(one -> curve(scenario, one)).toList();
        List<Double> places = scenario.measures().stream()
                .map(measure -> Double.valueOf(measure.id())).toList();
        List<Double> values = rows.stream().flatMap(row -> row.points().stream())
                .flatMap(point -> point.stream().skip(1)).toList();
        String tail = Wording.commonTail(scenario.measures());
        String unit = Numbers.unitBeside(first.unit());
        String caption = (unit.isEmpty() ? "Median" : unit)
                + (tail.isEmpty() ? "" : ", by number of " + tail)
                + Wording.lessIsBetter(first);
        return new Chart(fileName(scenario.id() + "-curve"), Chart.Kind.CURVE,
                scenario.title(), scenario.teaches(), caption,
                describe(scenario, caption),
                Axis.ofPowers(tail, places, ""),
                Axis.ofPowers("", values, first.unit()), null, "", "",
                rows, withAbsent(rows, footnote(scenario)));
    }

    private Chart.Row curve(Scenario scenario, Contender contender) {
        List<List<Double>> points = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (Measure measure : scenario.measures()) {
            results.figure(scenario, measure, contender).ifPresent(figure -> {
                points.add(List.of(Double.valueOf(measure.id()), figure.low(),
                        figure.median(), figure.high()));
                texts.add(measure.title() + ": " + Wording.withSpread(
                        number(figure, measure),
                        Numbers.spread(figure, measure.unit())));
            });
        }
        if (points.isEmpty()) {
            return nothing(scenario, contender);
        }
        return new Chart.Row(Wording.name(contender), contender.colour(), points,
                mark(scenario, contender), "", String.join("; ", texts));
    }

    /** A curve has no row to say in that there is no curve. */
    private static String withAbsent(List<Chart.Row> rows, String footnote) {
        return Stream.concat(Stream.of(footnote).filter(note -> !note.isEmpty()),
                rows.stream().filter(row -> row.points().isEmpty())
                        .map(row -> row.name() + ": " + row.label() + "."))
                .collect(Collectors.joining(" "));
    }

    /** What is drawn, of all rows. */
    private static List<Double> values(List<Chart.Row> rows) {
        return rows.stream().flatMap(row -> row.points().stream())
                .flatMap(List::stream).toList();
    }

    private static String number(Figure figure, Measure measure) {
        return (Numbers.of(figure.median(), measure.unit()) + " "
                + Numbers.unitBeside(measure.unit())).strip();
    }

    private static String unit(Measure measure) {
        String unit = Numbers.unitBeside(measure.unit());
        return unit.isEmpty() || unit.equals(measure.title()) ? "" : ", " + unit;
    }

    private static String head(Measure measure) {
        String unit = Numbers.unitBeside(measure.unit());
        return unit.isEmpty() ? "median" : unit;
    }

    private static String describe(Scenario scenario, String caption) {
        return "Chart. " + scenario.title() + ". " + caption
                + ". The table below it has the same numbers.";
    }

    private String mark(Scenario scenario, Contender contender) {
        return results.outcome(scenario, contender).map(Wording::mark).orElse("");
    }

    private String footnote(Scenario scenario) {
        return results.outcomes().stream().anyMatch(
                one -> one.scenario().equals(scenario.id()) && one.loadBound())
                        ? Wording.LOAD_BOUND : "";
    }

    private static String fileName(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]", "_");
    }
}
