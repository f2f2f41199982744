package sevenservers.compare.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UnmatchedTest {

    private static final Results ALL =
            results("01 echo", "02 echo", "08 echo", "01 chat", "02 chat",
                    "08 chat");

    @Test
    void whatBothHaveIsNotNamed() {
        assertThat(Unmatched.lines(ALL, ALL)).isEmpty();
    }

    @Test
    void aWholeScenarioIsNamedOnce() {
        Results some = results("01 echo", "02 echo", "08 echo");
        assertThat(Unmatched.lines(ALL, some))
                .containsExactly("only in the baseline: chat");
        assertThat(Unmatched.lines(some, ALL))
                .containsExactly("only in the last results: chat");
    }

    @Test
    void aWholeContenderIsNamedOnce() {
        assertThat(Unmatched.lines(ALL,
                results("01 echo", "08 echo", "01 chat", "08 chat")))
                .containsExactly("only in the baseline: 02");
    }

    @Test
    void whatElseIsMissingIsNamedWithItsScenario() {
        assertThat(Unmatched.lines(
                results("01 echo", "08 echo", "01 chat", "02 chat", "08 chat"),
                results("01 echo", "02 echo", "08 echo", "02 chat", "08 chat")))
                .containsExactly("only in the baseline: 01 in chat",
                        "only in the last results: 02 in echo");
    }

    @Test
    void whoHasFailedIsNoBaselineButIsToldOfNow() {
        Results failed = results("01 echo!", "02 echo", "08 echo", "01 chat",
                "02 chat", "08 chat");
        assertThat(Unmatched.lines(failed, ALL))
                .containsExactly("only in the last results: 01 in echo");
        assertThat(Unmatched.lines(ALL, failed)).isEmpty();
    }

    @Test
    void withoutTheReferenceThereIsNoRatio() {
        assertThat(Unmatched.lines(ALL, results("01 echo", "02 echo", "08 echo!",
                "01 chat", "02 chat", "08 chat"))).containsExactly(
                        "only in the baseline: 01 in echo, 02 in echo");
    }

    /** Of pairs like {@code 01 echo}, or {@code 01 echo!} for one that failed. */
    private static Results results(String... pairs) {
        List<Outcome> outcomes = Arrays.stream(pairs).map(pair -> {
            boolean failed = pair.endsWith("!");
            String[] words = pair.replace("!", "").split(" ", -1);
            return new Outcome(words[1], words[0],
                    failed ? Map.of() : Map.of("rate", List.of(1.0)), null, null,
                    false, failed ? "it died" : null);
        }).toList();
        return new Results(
                new Setting(Instant.EPOCH, null, "Linux", "a processor", 2, "25",
                        List.of(), List.of()),
                "08", Stream.of("echo", "chat").map(UnmatchedTest::scenario)
                        .toList(),
                Stream.of("01", "02", "08")
                        .map(id -> new Contender(id, id, "#000000")).toList(),
                outcomes);
    }

    private static Scenario scenario(String id) {
        return new Scenario(id, id, "It teaches.", List.of(
                new Measure("rate", "rate", "answers/s", Measure.Better.MORE)),
                Scenario.Shape.BARS);
    }
}
