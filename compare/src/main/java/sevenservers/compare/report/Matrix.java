package sevenservers.compare.report;

import java.util.List;
import sevenservers.compare.results.Contender;
import sevenservers.compare.results.Measure;
import sevenservers.compare.results.Outcome;
import sevenservers.compare.results.Results;
import sevenservers.compare.results.Scenario;

/**
 * All at a glance: scenarios against contenders, each with the ratio of what the
 * scenario ranks them by.
 *
 * @param rows one for each scenario
 */
record Matrix(List<Contender> contenders, List<Row> rows) {

    /** A scenario. Its cells are in the order of the contenders. */
    record Row(Scenario scenario, Measure measure, List<Entry> entries) {

        String title() {
            return Wording.title(scenario);
        }

        String lessIsBetter() {
            return Wording.lessIsBetter(measure);
        }
    }

    /** A ratio; if there is none, why not. */
    record Entry(Cell cell, String mark, String absence) {

        boolean failed() {
            return absence.startsWith("failed");
        }
    }

    static Matrix of(Results results) {
        return new Matrix(results.contenders(), results.scenarios().stream()
                .map(scenario -> row(results, scenario)).toList());
    }

    private static Row row(Results results, Scenario scenario) {
        Measure measure = scenario.headline();
        return new Row(scenario, measure, results.contenders().stream()
                .map(one -> entry(results, scenario, measure, one)).toList());
    }

    private static Entry entry(Results results, Scenario scenario, Measure measure,
            Contender contender) {
        var outcome = results.outcome(scenario, contender);
        String mark = outcome.map(Wording::mark).orElse("");
        return results.ratio(scenario, measure, contender)
                .map(ratio -> new Entry(Cell.ofRatio(ratio, measure.better()), mark,
                        ""))
                .orElseGet(() -> new Entry(Cell.EMPTY, "",
                        outcome.filter(Matrix::hasNumbers).isPresent()
                                ? "no ratio" : Wording.absence(outcome)));
    }

    private static boolean hasNumbers(Outcome outcome) {
        return outcome.rounds().values().stream()
                .anyMatch(values -> !values.isEmpty());
    }
}
