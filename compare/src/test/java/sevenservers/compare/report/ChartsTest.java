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
import sevenservers.compare.results.Scenario;

class ChartsTest {

    @Test
    @DisplayName("a chart of ratios names the reference, and has its line at 1")
    void ratios() {
        Results results = Samples.everyShape();
        Chart chart = Charts.of(results, Samples.ECHO).getFirst();
        assertThat(chart.words().caption())
                .isEqualTo("Answers, relative to 08 Netty");
        assertThat(chart.line()).isEqualTo(1);
        assertThat(chart.words().footnote()).isEqualTo(Wording.LOAD_BOUND);
        assertThat(chart.rows().get(7).points())
                .containsExactly(List.of(1.0, 1.0, 1.0));
        assertThat(chart.rows().getLast().label()).endsWith("×");
        assertThat(chart.rows()).extracting(Chart.Row::mark)
                .containsOnlyOnce("†").endsWith("†");
        assertThat(chart.words().direction()).isEqualTo("more is better →");
        assertThat(Charts.of(results, Samples.IDLE).getFirst().words().direction())
                .isEqualTo("← less is better");
    }

    @Test
    @DisplayName("a number needs words beside it, a contender's word none")
    void names() {
        Chart chart = Charts.of(Samples.everyShape(), Samples.ECHO).getFirst();
        assertThat(chart.rows()).extracting(Chart.Row::name)
                .contains("02 one selector", "c-epoll");
    }

    @Test
    @DisplayName("a variant has its words beside its number, too")
    void variants() {
        assertThat(Wording.name(new Contender("08-epoll", "Netty by epoll",
                "#000000"))).isEqualTo("08-epoll Netty by epoll");
    }

    @Test
    @DisplayName("each part of the latencies has a sign of its own")
    void signs() {
        Chart chart = Charts.of(Samples.everyShape(), Samples.SLOW).getLast();
        assertThat(chart.words().caption().replaceAll("[A-Za-z0-9:,.% ]", "")
                .split("")).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("too few latencies for the 99.9 % are drawn without it")
    void fewLatencies() {
        Chart chart = Charts.of(Samples.everyShape(), Samples.SLOW).getLast();
        Chart.Row few = chart.rows().get(11);
        assertThat(few.points()).containsExactly(
                Arrays.asList(19_000.0, 24_000.0, 31_000.0, null, 33_000.0));
        assertThat(few.text()).contains("99.9 %: too few to say");
        assertThat(few.label()).isEqualTo("19.0 ms");
    }

    @Test
    @DisplayName("without the reference a chart shows the numbers themselves")
    void withoutReference() {
        Chart chart = Charts.of(results("02", "08", outcome("02", 3, 1, 2),
                outcome("08")), Samples.ECHO).getFirst();
        assertThat(chart.words().caption()).isEqualTo("Answers/s");
        assertThat(chart.line()).isNull();
        assertThat(chart.rows().getFirst().points())
                .containsExactly(List.of(1.0, 2.0, 3.0));
        assertThat(chart.rows().getLast().label()).isEqualTo("not measured");
    }

    @Test
    @DisplayName("where nothing was measured there is a chart of gaps alone")
    void nothing() {
        List<Chart> charts = Charts.of(results("02", "08"), Samples.ECHO);
        assertThat(charts).hasSize(1);
        assertThat(charts.getFirst().rows()).allMatch(row -> row.points().isEmpty()
                && row.label().equals("not measured"));
    }

    @Test
    @DisplayName("a curve says of whom there is none, and names its places")
    void curve() {
        Chart chart = Charts.of(Samples.everyShape(), Samples.GROWTH).getFirst();
        assertThat(chart.words().caption())
                .isEqualTo("ns/message, by number of connections");
        assertThat(chart.words().direction()).isEqualTo("↓ less is better");
        assertThat(chart.words().footnote())
                .isEqualTo("eventlet: failed: no answer for 10 s.");
        assertThat(chart.words().axis()).isEqualTo("connections; both axes are "
                + "logarithmic: each line is 10 times the one before");
        assertThat(chart.x().labels()).containsExactly("10", "100", "1 k", "10 k");
        assertThat(chart.rows().get(9).points()).hasSize(3);
    }

    @Test
    @DisplayName("no chart's name leads out of its folder")
    void name() {
        var scenario = new Scenario("../a/b", "", "", List.of(Samples.RATE),
                Scenario.Shape.BARS);
        assertThat(Charts.of(results("02", "08"), scenario).getFirst().name())
                .isEqualTo(".._a_b-rate");
    }

    private static Results results(String one, String other, Outcome... outcomes) {
        return new Results(Samples.setting(), "08", List.of(Samples.ECHO),
                List.of(new Contender(one, "One", "#2d96e1"),
                        new Contender(other, "Other", "#5a695a")),
                List.of(outcomes));
    }

    private static Outcome outcome(String contender, double... rounds) {
        return new Outcome("echo-64", contender, Map.of("rate",
                Arrays.stream(rounds).boxed().toList()), null, null, false,
                null);
    }
}
