package sevenservers.compare.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ServersTest {

    private static final String LISTENS = "echo listens on 127.0.0.1:1, and so on;";

    @BeforeEach
    void needsAShell() {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no shell");
    }

    @Test
    void whoIgnoresTheRequestToEndIsKilledWithItsChildren() throws Exception {
        try (var servers = new Servers(List.of())) {
            servers.start(List.of("/bin/sh", "-c",
                    "trap '' TERM; sleep 100 & " + LISTENS + " wait")).target();
            List<ProcessHandle> processes =
                    ProcessHandle.current().descendants().toList();
            assertThat(processes).hasSize(2);
            servers.end();
            for (ProcessHandle process : processes) {
                process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void ctrlCAtTheTerminalDoesNotReachAServer() throws Exception {
        try (var servers = new Servers(List.of())) {
            Server server = servers.start(List.of("/bin/sh", "-c",
                    "kill -INT $$; " + LISTENS + " sleep 100"));
            assertThat(server.target().address().getPort()).isEqualTo(1);
        }
    }

    @Test
    void afterTheEndNoServerIsStarted() {
        var servers = new Servers(List.of());
        servers.close();
        assertThatThrownBy(() -> servers.start(List.of("/bin/sh")))
                .isInstanceOf(IOException.class);
        assertThat(servers.isClosed()).isTrue();
    }

    @Test
    void thePrefixStandsBeforeTheCommand() throws Exception {
        try (var servers = new Servers(List.of("/bin/sh", "-c",
                "echo listens on 127.0.0.1:23, \"$@\"; sleep 100", "prefix"))) {
            Server server = servers.start(List.of("command"));
            assertThat(server.target().address().getPort()).isEqualTo(23);
        }
    }

    @Test
    void whatAServerPrintsLastIsSaidWithoutControlCharacters() throws Exception {
        try (var servers = new Servers(List.of())) {
            Server server = servers.start(List.of("/bin/sh", "-c",
                    "echo first; printf 'no \\033[31mport\\n'; exit 4"));
            assertThatThrownBy(server::target).isInstanceOf(IOException.class);
            assertThat(server.end()).isEqualTo(
                    "the server has ended with status 4: no \\u001B[31mport");
        }
    }

    @Test
    void theReasonOfAnEndIsNoDetail() throws Exception {
        try (var servers = new Servers(List.of())) {
            Server server = servers.start(List.of("/bin/sh", "-c",
                    "printf 'Exception: no port\\n\\tat Main\\nCaused by: it"
                            + "\\n\\t... 20 more\\n\\n'; exit 1"));
            assertThat(server.end()).isEqualTo(
                    "the server has ended with status 1: Exception: no port");
        }
    }
}
