package sevenservers.compare.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import sevenservers.compare.results.Contender;
import sevenservers.compare.results.Latency;
import sevenservers.compare.results.Measure;
import sevenservers.compare.results.Outcome;
import sevenservers.compare.results.Results;
import sevenservers.compare.results.Scenario;
import sevenservers.compare.results.Use;

/**
 * All numbers of one scenario.
 *
 * @param columns only those in which anyone has a number
 * @param rows one for each contender
 */
record Sheet(List<Column> columns, List<Row> rows) {

    /**
     * A column.
     *
     * @param unit of its numbers, or empty if each has its own
     * @param remark how to read it, or empty
     */
    record Column(String title, String unit, String remark) {
    }

    /**
     * A contender. Its cells are in the order of the columns.
     *
     * @param mark of a figure that may be the clients'
     * @param absence why there are no numbers, or not all; else empty
     */
    record Row(Contender contender, String mark, List<Cell> cells, String absence) {

        String name() {
            return Wording.name(contender);
        }

        boolean vacant() {
            return cells.stream().allMatch(Cell.EMPTY::equals);
        }
    }

    /** A column, and what stands in it for a contender. */
    private record Source(Column column, Function<Contender, Cell> cell) {

        boolean used(List<Contender> contenders) {
            return contenders.stream().map(cell)
                    .anyMatch(one -> !one.equals(Cell.EMPTY));
        }
    }

    static Sheet of(Results results, Scenario scenario) {
        List<Source> sources = new ArrayList<>();
        for (Measure measure : scenario.measures()) {
            sources.addAll(ofMeasure(results, scenario, measure));
        }
        sources.addAll(ofOutcome(results, scenario));
        List<Source> used = sources.stream()
                .filter(source -> source.used(results.contenders())).toList();
        return new Sheet(used.stream().map(Source::column).toList(),
                results.contenders().stream()
                        .map(one -> row(results, scenario, used, one)).toList());
    }

    private static Row row(Results results, Scenario scenario, List<Source> sources,
            Contender contender) {
        var outcome = results.outcome(scenario, contender);
        List<Cell> cells = sources.stream()
                .map(source -> source.cell().apply(contender)).toList();
        boolean whole = cells.stream().anyMatch(cell -> !cell.equals(Cell.EMPTY))
                && outcome.map(Outcome::failure).isEmpty();
        return new Row(contender, outcome.map(Wording::mark).orElse(""), cells,
                whole ? "" : Wording.absence(outcome));
    }

    private static List<Source> ofMeasure(Results results, Scenario scenario,
            Measure measure) {
        String remark = Wording.lessIsBetter(measure);
        return List.of(new Source(
                new Column(measure.title(), Numbers.unitBeside(measure.unit()),
                        remark),
                one -> results.figure(scenario, measure, one)
                        .map(figure -> Cell.of(figure, measure.unit()))
                        .orElse(Cell.EMPTY)),
                new Source(new Column("ratio", "", remark),
                        one -> results.ratio(scenario, measure, one)
                                .map(ratio -> Cell.ofRatio(ratio, measure.better()))
                                .orElse(Cell.EMPTY)));
    }

    private static List<Source> ofOutcome(Results results, Scenario scenario) {
        return List.of(latency(results, scenario, "p50", Latency::p50),
                latency(results, scenario, "p90", Latency::p90),
                latency(results, scenario, "p99", Latency::p99),
                latency(results, scenario, "p99.9", Latency::p999),
                latency(results, scenario, "max", Latency::max),
                ofPart(results, scenario, "CPU", Outcome::use, Use::cpu,
                        cpu -> String.format(Locale.ROOT, "%.2f", cpu)),
                ofPart(results, scenario, "threads", Outcome::use, Use::threads,
                        threads -> Numbers.of(threads, "threads")),
                ofPart(results, scenario, "RSS", Outcome::use, Use::resident,
                        bytes -> Numbers.of((double) bytes, "bytes")));
    }

    private static Source latency(Results results, Scenario scenario, String title,
            Function<Latency, Double> part) {
        return ofPart(results, scenario, title, Outcome::latency, part,
                micros -> Numbers.of(micros, "µs"));
    }

    private static <T, N> Source ofPart(Results results, Scenario scenario,
            String title, Function<Outcome, T> whole, Function<T, N> part,
            Function<N, String> text) {
        return new Source(new Column(title, "", ""),
                one -> results.outcome(scenario, one).map(whole).map(part)
                        .map(text).map(Cell::of).orElse(Cell.EMPTY));
    }
}
