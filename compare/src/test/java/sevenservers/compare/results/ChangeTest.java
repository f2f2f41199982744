package sevenservers.compare.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sevenservers.compare.results.Change.Verdict;
import sevenservers.compare.results.Measure.Better;

class ChangeTest {

    private static final List<Double> BEFORE = List.of(100.0, 102.0, 104.0);
    private static final List<Double> REFERENCE = List.of(100.0, 100.0, 100.0);

    @ParameterizedTest
    @CsvSource({
        "MORE, 80, 82, 84, WORSE",
        "MORE, 120, 122, 124, BETTER",
        "LESS, 80, 82, 84, BETTER",
        "LESS, 120, 122, 124, WORSE",
        "MORE, 97, 98, 99, SAME",
        "MORE, 80, 82, 101, SAME",
        "LESS, 106, 106, 106, SAME",
        "LESS, 103, 120, 130, SAME"})
    void aChangeIsMoreThanTheNoise(Better better, double a, double b, double c,
            Verdict verdict) {
        List<Change> changes = Change.between(
                results(better, BEFORE, null, REFERENCE),
                results(better, List.of(a, b, c), null, REFERENCE));
        assertThat(changes).filteredOn(change -> id(change).equals("02"))
                .extracting(Change::verdict).containsExactly(verdict);
    }

    @Test
    void whatCountsIsTheRatioToTheReference() {
        List<Change> changes = Change.between(
                results(Better.MORE, BEFORE, null, REFERENCE),
                results(Better.MORE, List.of(50.0, 51.0, 52.0), null,
                        List.of(50.0, 50.0, 50.0)));
        assertThat(changes).hasSize(2)
                .allMatch(change -> change.verdict() == Verdict.SAME);
    }

    @Test
    void whoFailsNowIsBroken() {
        List<Change> changes = Change.between(
                results(Better.MORE, BEFORE, null, REFERENCE),
                results(Better.MORE, List.of(), "it died", REFERENCE));
        assertThat(changes).filteredOn(Change::isWorse)
                .extracting(ChangeTest::id, Change::verdict)
                .containsExactly(tuple("02",
                        Verdict.BROKEN));
    }

    @Test
    void whoFailedBeforeIsNotCompared() {
        assertThat(Change.between(
                results(Better.MORE, List.of(), "it died", REFERENCE),
                results(Better.MORE, BEFORE, null, REFERENCE)))
                .extracting(ChangeTest::id).containsExactly("08");
    }

    @Test
    void whatWasNotMeasuredNowIsNotCompared() {
        Results before = results(Better.MORE, BEFORE, null, REFERENCE);
        var now = new Results(before.setting(), "08", before.scenarios(),
                before.contenders(), List.of(before.outcomes().getLast()));
        assertThat(Change.between(before, now)).extracting(ChangeTest::id)
                .containsExactly("08");
    }

    @Test
    void anotherMachineIsSaid() {
        Setting before = setting("25.0.1", List.of("-Xmx1g"));
        assertThat(Change.ofSetting(before, before)).isEmpty();
        assertThat(Change.ofSetting(before, setting("25.0.2", List.of("-Xmx2g"))))
                .containsExactly("another JDK: 25.0.1, now 25.0.2",
                        "other flags: -Xmx1g, now -Xmx2g");
    }

    @Test
    void otherNotesAreSaid() {
        Setting before = setting("25", List.of(), "Alike.", "It was quick.");
        Setting now = setting("25", List.of(), "It was slow.", "Alike.");
        assertThat(Change.ofSetting(before, now)).containsExactly(
                "said of the baseline only: It was quick.",
                "said of the last results only: It was slow.");
    }

    private static String id(Change change) {
        return change.contender().id();
    }

    private static Results results(Better better, List<Double> values,
            String failure, List<Double> reference) {
        var scenario = new Scenario("echo", "Echo", "It teaches.",
                List.of(new Measure("rate", "rate", "answers/s", better)),
                Scenario.Shape.BARS);
        return new Results(setting("25", List.of()), "08", List.of(scenario),
                List.of(new Contender("02", "two", "#000000"),
                        new Contender("08", "eight", "#000000")),
                List.of(outcome("02", values, failure),
                        outcome("08", reference, null)));
    }

    private static Outcome outcome(String contender, List<Double> values,
            String failure) {
        return new Outcome("echo", contender, Map.of("rate", values), null, null,
                false, failure);
    }

    private static Setting setting(String jdk, List<String> flags,
            String... notes) {
        return new Setting(Instant.EPOCH, null, "Linux", "a processor", 2, jdk,
                flags, List.of(notes));
    }
}
