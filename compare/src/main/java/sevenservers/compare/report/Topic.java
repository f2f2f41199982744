package sevenservers.compare.report;

import java.util.List;
import java.util.function.Function;
import sevenservers.compare.results.Contender;
import sevenservers.compare.results.Results;
import sevenservers.compare.results.Scenario;

/** A scenario of results, and what all of its charts say alike. */
record Topic(Results results, Scenario scenario) {

    /** A row for each contender. */
    List<Chart.Row> rows(Function<Contender, Chart.Row> row) {
        return results.contenders().stream().map(row).toList();
    }

    /** A row that says why nothing is drawn. */
    Chart.Row nothing(Contender contender) {
        String why = Wording.absence(results.outcome(scenario, contender));
        return new Chart.Row(Wording.name(contender), contender.colour(), List.of(),
                why, "", "", why);
    }

    /** A mark for figures that may be those of the clients. */
    String mark(Contender contender) {
        return results.outcome(scenario, contender).map(Wording::mark).orElse("");
    }

    Chart.Words words(String caption, String direction, String labelHead,
            String noteHead, String axis, String footnote) {
        return new Chart.Words(Wording.title(scenario),
                scenario.teaches(), caption, direction, labelHead, noteHead, axis,
                footnote);
    }

    /** What the marks mean, if there are any. */
    String footnote() {
        return results.contenders().stream().map(this::mark)
                .allMatch(String::isEmpty) ? "" : Wording.LOAD_BOUND;
    }

    /** A word for one of the scenario's charts, which can be part of a path. */
    String chartName(String part) {
        return (scenario.id() + "-" + part).replaceAll("[^A-Za-z0-9._-]", "_");
    }
}
