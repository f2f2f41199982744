package sevenservers.compare.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sevenservers.compare.load.Load;
import sevenservers.compare.load.Trial;
import sevenservers.compare.load.Trials;
import sevenservers.contract.Service;

/** The loads check all that the rivals answer and deliver. */
@Timeout(60)
class RivalsTest {

    private static final Duration SHORT = Duration.ofMillis(50);

    static Stream<Named<Program>> rivals() {
        return Rivals.all()
                .map(rival -> Named.of(rival.contender().id(), rival));
    }

    @ParameterizedTest
    @MethodSource("rivals")
    void serves(Program rival) throws IOException {
        assumeTrue(rival.isInstalled(), "it is not installed");
        for (String scenario : List.of("echo-64", "echo-large", "churn",
                "chat-100", "slow-reader")) {
            Trial trial = trial(scenario);
            try (var servers = new Servers(List.of());
                    Load load = trial.open(servers
                            .start(rival.command(trial.service(), List.of()))
                            .target())) {
                await(scenario).pollInSameThread().until(
                        () -> load.run(SHORT).values().get(Load.RATE) > 0);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rivals")
    void isSilentAboutAClientThatHasGone(Program rival) throws IOException {
        assumeTrue(rival.isInstalled(), "it is not installed");
        Trial trial = trial("echo-64");
        try (var servers = new Servers(List.of())) {
            Server server =
                    servers.start(rival.command(trial.service(), List.of()));
            Load gone = trial.open(server.target());
            gone.close();
            try (Load load = trial.open(server.target())) {
                load.run(SHORT);
            }
            assertThat(server.printed().lines()).hasSize(1);
        }
    }

    @Test
    void oneThatCannotDoTheWorkIsLeftOut() {
        Program rival = Rivals.all().findFirst().orElseThrow();
        assertThat(rival.command(Service.ECHO, List.of())).isNotEmpty();
        assertThat(rival.command(Service.ECHO,
                List.of("--max-connections", "20000")))
                .isEqualTo(rival.command(Service.ECHO, List.of()));
        assertThat(rival.command(Service.ECHO, List.of("--work", "sleep:20ms")))
                .isEmpty();
    }

    private static Trial trial(String id) {
        return Trials.all().stream()
                .filter(trial -> trial.scenario().id().equals(id)).findFirst()
                .orElseThrow();
    }
}
