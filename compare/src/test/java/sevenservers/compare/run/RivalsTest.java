package sevenservers.compare.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static sevenservers.tests.Wait.PATIENCE;
import static sevenservers.tests.Wait.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sevenservers.compare.load.Load;
import sevenservers.compare.load.Target;
import sevenservers.compare.load.Trial;
import sevenservers.compare.load.Trials;
import sevenservers.contract.Service;

/** The loads check all that the rivals answer and deliver. */
@Timeout(120)
class RivalsTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final int CLIENTS = 5;
    private static final int LINE = 4000;
    private static final int CHUNK = 64 * 1024;

    /** More than kernels keep, and than a server may. */
    private static final int MUCH = 64 * 1024 * 1024;

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

    @ParameterizedTest
    @MethodSource("rivals")
    void isThereForOthersWhenAClientIsRude(Program rival) throws IOException {
        assumeTrue(rival.isInstalled(), "it is not installed");
        Trial trial = trial("echo-64");
        try (var servers = new Servers(List.of())) {
            Target target = servers
                    .start(rival.command(trial.service(), List.of())).target();
            for (int i = 0; i < CLIENTS; i++) {
                floodAndReset(target);
            }
            try (Load load = trial.open(target)) {
                load.run(SHORT);
            }
        }
    }

    /** Reads nothing of what comes back. */
    private static void floodAndReset(Target target) throws IOException {
        try (var client = SocketChannel.open(target.address())) {
            client.configureBlocking(false);
            client.setOption(StandardSocketOptions.SO_LINGER, 0);
            var bytes = ByteBuffer.allocate(CHUNK);
            while (client.write(bytes.rewind()) > 0) {
                // Until the kernel takes no more.
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rivals")
    void keepsNoMoreThanItMustForWhoDoesNotRead(Program rival) throws IOException {
        assumeTrue(rival.isInstalled(), "it is not installed");
        try (var servers = new Servers(List.of())) {
            Target target = servers
                    .start(rival.command(Service.CHAT, List.of())).target();
            try (Socket deaf = member(target, "deaf");
                    Socket talker = member(target, "talker")) {
                var heard = new BufferedReader(
                        new InputStreamReader(talker.getInputStream(), UTF_8));
                assertThat(heard.readLine()).startsWith("CLIENT: 127.0.0.1:");
                byte[] line = ("x".repeat(LINE) + "\n").getBytes(UTF_8);
                for (int sent = 0; sent < MUCH && !heard.ready();
                        sent += line.length) {
                    talker.getOutputStream().write(line);
                }
                assertThat(heard.readLine()).isEqualTo("(User deaf disconnected)");
                assertThat(deaf.isClosed()).as("by this test").isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rivals")
    void endsAMemberWhoseLineDoesNotEnd(Program rival) throws IOException {
        assumeTrue(rival.isInstalled(), "it is not installed");
        try (var servers = new Servers(List.of())) {
            Target target = servers
                    .start(rival.command(Service.CHAT, List.of())).target();
            try (Socket endless = member(target, "endless")) {
                assertThatExceptionOfType(SocketException.class).isThrownBy(() -> {
                    for (int sent = 0; sent < MUCH; sent += CHUNK) {
                        endless.getOutputStream().write(new byte[CHUNK]);
                    }
                });
            }
        }
    }

    /** One that has not read yet that it has joined. */
    private static Socket member(Target target, String name) throws IOException {
        var member = new Socket();
        member.setReceiveBufferSize(LINE);
        member.setSoTimeout((int) PATIENCE.toMillis());
        member.connect(target.address());
        member.getOutputStream().write((name + ":<handshake>\n").getBytes(UTF_8));
        await().until(() -> member.getInputStream().available() > 0);
        return member;
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
