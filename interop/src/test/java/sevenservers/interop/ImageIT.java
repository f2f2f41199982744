package sevenservers.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import com.github.dockerjava.api.model.HealthCheck;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import sevenservers.contract.Service;
import sevenservers.tests.Visitor;
import sevenservers.tests.Wait;

/** The image, used as the README says. */
@NeedsDocker
@Timeout(300)
class ImageIT {

    private static final String BASE = "debian:bookworm-slim";
    private static final long MOST_BYTES = 70_000_000;
    private static final Duration HEALTH = Duration.ofSeconds(30);

    @Test
    @DisplayName("it adds a small runtime and the jar to Debian, and no more")
    void isSmall() {
        assertThat(size(SevenImage.name()) - size(BASE)).as("bytes added")
                .isBetween(1L, MOST_BYTES);
    }

    private static long size(String image) {
        return Long.parseLong(
                Cli.succeed("docker", "image", "inspect", "-f", "{{.Size}}",
                        image));
    }

    @Test
    @DisplayName("an unknown word shows those there are; exit status 2")
    void unknownWord() {
        Cli wrong = Cli.run("docker", "run", "--rm", SevenImage.name(), "wrong");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.printed()).contains("unknown word: wrong", "client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "compare --list", "client echo --help",
        "client --help", "02 question --help"})
    @DisplayName("the runtime has what the other words need")
    void otherWords(String words) {
        assertThat(
                Cli.succeed(("docker run --rm " + SevenImage.name() + " " + words)
                        .split(" ")))
                .isNotEmpty();
    }

    @Test
    @DisplayName("the server is not root, writes nothing, and is the first process")
    void isNotRoot() throws Exception {
        try (var server = ContainedServer.start("07", Service.CHAT)) {
            assertThat(server.run("id", "-un")).isEqualTo("nobody");
            assertThat(server.run("readlink", "/proc/1/exe"))
                    .isEqualTo("/seven/runtime/bin/java");
            assertThat(server.inspect().getHostConfig().getReadonlyRootfs())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a server that answers is healthy")
    void healthy(Service service) {
        try (var server = startAskedOften(service)) {
            expectHealth(server, "healthy");
        }
    }

    @Test
    @DisplayName("a server that hangs is not healthy")
    void unhealthy() {
        try (var server = startAskedOften(Service.CHAT)) {
            server.docker().killContainerCmd(server.id()).withSignal("STOP").exec();
            expectHealth(server, "unhealthy");
        }
    }

    private static ContainedServer startAskedOften(Service service) {
        var often = new HealthCheck().withRetries(1)
                .withInterval(Duration.ofSeconds(1).toNanos());
        return ContainedServer.of("02", service)
                .create(create -> create.withHealthcheck(often)).start();
    }

    private static void expectHealth(ContainedServer server, String expected) {
        Wait.until("the server is " + expected, HEALTH, () -> server.inspect()
                .getState().getHealth().getStatus().equals(expected));
    }

    @Test
    @DisplayName("08: with room to unpack its library Netty waits by epoll")
    void epoll() {
        try (var server = ContainedServer.of("08", Service.ECHO)
                .host(host -> host.withTmpFs(Map.of("/tmp", "exec")))
                .options("--transport", "epoll").start()) {
            Visitor.arrive(Service.ECHO, server).ping();
        }
    }
}
