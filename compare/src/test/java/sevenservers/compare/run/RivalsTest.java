package sevenservers.compare.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sevenservers.compare.load.Load;
import sevenservers.compare.load.Trial;
import sevenservers.compare.load.Trials;
import sevenservers.contract.Service;

/** The loads check all that the rivals answer and deliver. */
@Timeout(60)
class RivalsTest {

    private static final Duration SHORT = Duration.ofMillis(50);

    private static List<Program> installed;

    @BeforeAll
    static void install() throws IOException {
        installed = Rivals.installed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"c-epoll", "py-asyncore", "py-twisted", "py-gevent",
        "py-eventlet"})
    void serves(String id) throws IOException {
        Program rival = rival(id);
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
    @ValueSource(strings = {"c-epoll", "py-asyncore", "py-twisted", "py-gevent",
        "py-eventlet"})
    void knowsNoOptionsButHasNoNeedOfOne(String id) {
        assertThat(rival(id).command(Service.ECHO, List.of("--work", "sleep:1ms")))
                .isEmpty();
        assertThat(rival(id).command(Service.ECHO,
                List.of("--max-connections", "20000"))).isNotEmpty();
    }

    private static Program rival(String id) {
        Optional<Program> rival = installed.stream()
                .filter(one -> one.contender().id().equals(id)).findFirst();
        assumeTrue(rival.isPresent(), "this machine cannot run " + id);
        return rival.get();
    }

    private static Trial trial(String id) {
        return Trials.all().stream()
                .filter(trial -> trial.scenario().id().equals(id)).findFirst()
                .orElseThrow();
    }
}
