package sevenservers.compare.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import sevenservers.compare.results.Contender;
import sevenservers.compare.results.Outcome;
import sevenservers.compare.results.Results;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

class CsvTest {

    @Test
    @DisplayName("a row for each scenario, contender and measure, and no more")
    void rows() {
        var results = new Results(Samples.setting(), "08", List.of(Samples.ECHO),
                List.of(new Contender("02", "select", "#2d96e1"),
                        new Contender("08", "Netty", "#5a695a"),
                        new Contender("09", "none", "#b43c00")),
                List.of(outcome("02", null, 3, 1, 2), outcome("08", null, 2, 2, 2),
                        outcome("09", "It said \"no\",\nand ended")));
        assertThat(Csv.of(results)).isEqualTo(
                """
                        scenario,contender,measure,median,low,high,ratio,ratioLow,\
                        ratioHigh,unit,failure
                        echo-64,02,rate,2.0,1.0,3.0,1.0,0.5,1.5,answers/s,
                        echo-64,08,rate,2.0,2.0,2.0,1.0,1.0,1.0,answers/s,
                        echo-64,09,rate,,,,,,,answers/s,"It said ""no"",
                        and ended"
                        """);
    }

    @Test
    @DisplayName("what a reader of CSV finds is what was written")
    void readBack() throws Exception {
        Results results = Samples.hostile();
        try (MappingIterator<Map<String, String>> rows = new CsvMapper()
                .readerFor(Map.class).with(CsvSchema.emptySchema().withHeader())
                .readValues(Csv.of(results))) {
            List<Map<String, String>> all = rows.readAll();
            assertThat(all).hasSize(results.scenarios().size()
                    * results.contenders().size());
            assertThat(all).extracting(row -> row.get("failure"))
                    .contains(Samples.HOSTILE);
        }
    }

    private static Outcome outcome(String contender, String failure,
            double... rounds) {
        return new Outcome("echo-64", contender,
                Map.of("rate", Arrays.stream(rounds).boxed().toList()),
                null, null, false, failure);
    }
}
