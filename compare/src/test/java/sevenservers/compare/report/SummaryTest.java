package sevenservers.compare.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sevenservers.compare.results.Contender;
import sevenservers.compare.results.Latency;
import sevenservers.compare.results.Outcome;
import sevenservers.compare.results.Results;
import sevenservers.compare.results.Scenario;
import sevenservers.compare.results.Use;
import sevenservers.contract.Text;

class SummaryTest {

    @Test
    @DisplayName("ratios at a glance, then every number, failures and footnotes")
    void whole() {
        var idle = new Scenario("idle", "Idle", "What a connection costs.",
                List.of(Samples.BYTES), Scenario.Shape.BARS);
        var results = new Results(Samples.setting(), "08",
                List.of(Samples.ECHO, idle),
                List.of(new Contender("02", "select", "#2d96e1"),
                        new Contender("08", "Netty", "#5a695a"),
                        new Contender("c", "C", "#b43c00"),
                        new Contender("x", "Broken", "#4ba500")),
                List.of(outcome("echo-64", "02", "rate", 90_000, 92_000, 99_000),
                        outcome("echo-64", "08", "rate", 80_000, 81_000, 82_000),
                        new Outcome("echo-64", "c",
                                Map.of("rate", List.of(120_000.0)),
                                new Latency(9, 50.0, 60.0, 700.0, 8_000.0, 90_000),
                                new Use(1.234, 3, 5L << 20), true, null),
                        new Outcome("echo-64", "x", Map.of(), null, null, false,
                                "no\nserver"),
                        outcome("idle", "02", "bytes", 1_024),
                        outcome("idle", "08", "bytes", 2_048)));
        assertThat(new Summary(results, 80).text()).isEqualTo(
                """
                        ratio to 08      02    08        c       x
                        echo-64       ▲1.14  1.00  ▲1.50 †  failed
                        idle ↓       ▲0.500  1.00        –       –

                        ▲ better than the reference in every round, ▼ worse in \
                        every round
                        A ratio is the median of the ratios that the rounds have, \
                        not the ratio of the
                        medians.
                        ↓ less is better
                        † The clients were busy, too: the server may be faster \
                        than this.

                        02  select
                        08  Netty
                        c   C
                        x   Broken

                        echo-64: Echo, 64 connections, one message at a time
                        When many wait for little each, the cost of a turn of the \
                        loop and of a switch
                        between threads is what differs.
                                          answers                ratio      \
                        p50      p90     p99
                                        answers/s
                        02   92.0 k (90.0–99.0 k)  ▲1.14× (1.13–1.21×)
                        08   81.0 k (80.0–82.0 k)                1.00×
                        c †                 120 k               ▲1.50×  50.0 µs  \
                        60.0 µs  700 µs
                        x    failed: no\\u000Aserver

                               p99.9      max   CPU  threads       RSS
                        c †  8.00 ms  90.0 ms  1.23        3  5.00 MiB
                        † The clients were busy, too: the server may be faster \
                        than this.

                        idle: Idle
                        What a connection costs.
                            memory per connection ↓  ratio ↓
                        02                 1.00 KiB  ▲0.500×
                        08                 2.00 KiB    1.00×
                        c   not measured
                        x   not measured
                        """);
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 100, 120, 300})
    @DisplayName("every line fits, whatever the width, and nothing is lost")
    void width(int width) {
        Results results = Samples.everyShape();
        String text = new Summary(results, width).text();
        assertThat(text.lines()).allSatisfy(
                line -> assertThat(line.codePointCount(0, line.length()))
                        .as(line).isLessThanOrEqualTo(width));
        for (Scenario scenario : results.scenarios()) {
            for (Sheet.Row row : Sheet.of(results, scenario).rows()) {
                for (Cell cell : row.cells()) {
                    assertThat(text).contains(cell.text(), cell.spread());
                }
            }
        }
        assertThat(text).contains("failed: The server has ended", "not measured",
                "failed: Ctrl-C after 3 of 5 rounds", "†");
    }

    @Test
    @DisplayName("nothing in a text moves the cursor, or begins a line of its own")
    void hostile() {
        assertThat(new Summary(Samples.hostile(), 100).text().lines())
                .noneMatch(Text::hasControl)
                .noneMatch(line -> line.startsWith("\\u001b"))
                .anyMatch(line -> line.contains("\\u001B[31m"));
    }

    private static Outcome outcome(String scenario, String contender,
            String measure, double... rounds) {
        return new Outcome(scenario, contender, Map.of(measure,
                Arrays.stream(rounds).boxed().toList()), null, null, false,
                null);
    }
}
