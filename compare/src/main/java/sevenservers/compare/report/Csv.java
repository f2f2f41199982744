package sevenservers.compare.report;

import java.util.List;
import java.util.Optional;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import sevenservers.compare.results.Contender;
import sevenservers.compare.results.Figure;
import sevenservers.compare.results.Measure;
import sevenservers.compare.results.Outcome;
import sevenservers.compare.results.Results;
import sevenservers.compare.results.Scenario;
import tools.jackson.dataformat.csv.CsvMapper;

/**
 * Results for a spreadsheet: a row for each scenario, contender and measure. What
 * is not known is empty.
 */
final class Csv {

    private static final CsvMapper CSV = new CsvMapper();

    private Csv() {
    }

    /** One row. Its parts are the columns. */
    @JsonPropertyOrder({"scenario", "contender", "measure", "median", "low", "high",
        "ratio", "ratioLow", "ratioHigh", "unit", "failure"})
    record Row(String scenario, String contender, String measure, Double median,
            Double low, Double high, Double ratio, Double ratioLow,
            Double ratioHigh, String unit, String failure) {
    }

    static String of(Results results) {
        List<Row> rows = results.scenarios().stream()
                .flatMap(scenario -> results.contenders().stream()
                        .flatMap(contender -> scenario.measures().stream()
                                .map(measure -> row(results, scenario, contender,
                                        measure))))
                .toList();
        return CSV.writer(CSV.schemaFor(Row.class).withHeader())
                .writeValueAsString(rows);
    }

    private static Row row(Results results, Scenario scenario, Contender contender,
            Measure measure) {
        Optional<Figure> figure = results.figure(scenario, measure, contender);
        Optional<Figure> ratio = results.ratio(scenario, measure, contender);
        return new Row(scenario.id(), contender.id(), measure.id(),
                figure.map(Figure::median).orElse(null),
                figure.map(Figure::low).orElse(null),
                figure.map(Figure::high).orElse(null),
                ratio.map(Figure::median).orElse(null),
                ratio.map(Figure::low).orElse(null),
                ratio.map(Figure::high).orElse(null), measure.unit(),
                results.outcome(scenario, contender).map(Outcome::failure)
                        .orElse(null));
    }
}
