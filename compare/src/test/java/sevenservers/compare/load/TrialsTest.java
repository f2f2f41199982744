package sevenservers.compare.load;

import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sevenservers.compare.results.Measure;
import sevenservers.compare.results.Scenario;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Service;
import sevenservers.contract.Style;
import sevenservers.contract.Work;

/** The trials, played for a moment against a server that keeps the contract. */
@Timeout(300)
class TrialsTest {

    private static final Duration SHORT = Duration.ofMillis(100);
    private static final int SIZE = 64;

    @Test
    void eachIsSelectedByAWordOfItsOwn() {
        assertThat(Trials.all()).extracting(trial -> trial.scenario().id())
                .containsExactly("echo-1", "echo-64", "echo-1000", "echo-large",
                        "echo-pipelined", "churn", "idle-10000", "chat-100",
                        "chat-1000", "slow-handler", "slow-reader", "growth");
    }

    @Test
    void someAreQuick() {
        assertThat(Trials.all().stream().filter(Trial::quick))
                .extracting(trial -> trial.scenario().id())
                .containsExactly("echo-64", "chat-100");
    }

    @Test
    void whereClientsComeAndGoARoundIsPlannedToTakeLonger() {
        assertThat(Trials.all()).allMatch(
                trial -> trial.beside().isPositive() == trial.alone());
    }

    @Test
    void eachTeachesSomethingInASentence() {
        assertThat(Trials.all()).extracting(Trial::scenario)
                .allSatisfy(scenario -> {
                    assertThat(scenario.teaches()).matches("[A-Z][^\n]*[.?]");
                    assertThat(scenario.measures()).isNotEmpty();
                });
    }

    static Stream<Trial> trials() {
        return Trials.all().stream().filter(trial -> !trial.alone());
    }

    @ParameterizedTest
    @MethodSource("trials")
    void givesWhatItsScenarioPromises(Trial trial) throws IOException {
        try (var server = select().start(trial.service(), options(trial));
                var load = trial.open(
                        new Target(server.address(), Probes.UNKNOWN))) {
            assertThat(load.warmUp(SHORT)).isPositive();
            expectPromised(load.run(SHORT), trial.scenario());
            expectPromised(load.run(SHORT), trial.scenario());
        }
    }

    private static void expectPromised(Sample sample, Scenario scenario) {
        assertThat(sample.values()).containsOnlyKeys(
                scenario.measures().stream().map(Measure::id).toList());
        assertThat(sample.values().values()).allMatch(value -> value > 0);
        assertThat(sample.latency().getTotalCount()).isPositive();
        assertThat(sample.lap().busy()).isBetween(0.0, 1.0);
    }

    @Test
    void theCrowdIsMeasuredAsItsScenarioPromises() throws IOException {
        Trial trial = trial("idle-10000");
        try (var server = select().start(Service.ECHO, options(trial));
                var load = new IdleLoad(new Target(server.address(),
                        new Probes(() -> 1, () -> 1, () -> 1)), 200, 8, SIZE,
                        PATIENCE)) {
            assertThat(load.run(SHORT).values()).containsOnlyKeys(
                    trial.scenario().measures().stream().map(Measure::id).toList());
        }
    }

    @Test
    void growthIsMeasuredAsItsScenarioPromises() throws IOException {
        Trial trial = trial("growth");
        try (var server = select().start(Service.ECHO, options(trial));
                var load = new GrowthLoad(
                        new Target(server.address(), Probes.UNKNOWN),
                        List.of(10, 100), SIZE, PATIENCE)) {
            assertThat(load.run(SHORT).values().keySet()).containsExactly("10",
                    "100");
        }
        assertThat(trial.scenario().measures()).extracting(Measure::id)
                .containsExactly("10", "100", "1000", "10000");
    }

    @Test
    void aNarrowLimitOfDescriptorsIsToldWithItsRemedy() {
        var narrow = new Descriptors(4096, 100);
        assertThat(narrow.enoughFor(10_000)).isEqualTo(3740);
        assertThat(narrow.shortage(10_000)).hasValue("only 3,740 of 10,000"
                + " connections, since a process may open only 4,096 files here;"
                + " \"ulimit -n 10356\" before the start allows for all");
        assertThat(narrow.shortage(1000)).isEmpty();
        assertThat(new Descriptors(100, 90).enoughFor(10)).isZero();
    }

    private static Trial trial(String id) {
        return Trials.all().stream()
                .filter(trial -> trial.scenario().id().equals(id)).findFirst()
                .orElseThrow();
    }

    private static Style select() {
        return Style.all().getFirst();
    }

    /** As the command line of a server would read them. */
    private static ServerOptions options(Trial trial) {
        ServerOptions options = ServerOptions.defaults();
        List<String> words = trial.serverOptions();
        for (int i = 0; i < words.size(); i += 2) {
            String value = words.get(i + 1);
            options = switch (words.get(i)) {
                case "--work" -> options.withWork(Work.parse(value));
                case "--max-connections" ->
                    options.withMaxConnections(Integer.parseInt(value));
                default -> throw new AssertionError(words.get(i));
            };
        }
        return options;
    }
}
