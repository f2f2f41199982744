package sevenservers.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sevenservers.contract.Service;
import sevenservers.tests.TestClient;
import sevenservers.tests.Visitor;
import sevenservers.tests.Wait;

/** All styles side by side, as compose.yaml says. */
@NeedsDocker
@Timeout(300)
class ComposeIT {

    private static final String LIMITS = "{{.HostConfig.ReadonlyRootfs}} "
            + "{{.HostConfig.Memory}} {{.HostConfig.MemorySwap}} "
            + "{{.HostConfig.PidsLimit}} {{.HostConfig.CapDrop}}";

    @TempDir
    private Path folder;

    private List<String> compose;

    /** A copy of the file: at any free ports, and of the image that is tested. */
    @BeforeEach
    void start() throws IOException {
        List<String> program = program();
        String text = Files.readString(SevenImage.PROJECT.resolve("compose.yaml"));
        for (String style : Styles.all().toList()) {
            String port = "\"127.0.0.1:70" + style + ":3490\"";
            assertThat(text).as("a port of this machine alone").contains(port);
            text = text.replace(port, "\"127.0.0.1::3490\"");
        }
        Path copy = Files.writeString(folder.resolve("compose.yaml"), text
                .replace("image: seven-servers", "image: " + SevenImage.name()));
        compose = new ArrayList<>(program);
        compose.addAll(List.of("-p",
                "seven-servers-test-" + ProcessHandle.current().pid(), "-f",
                copy.toString()));
        compose("up", "-d");
    }

    @AfterEach
    void stop() {
        if (compose != null) {
            compose("down");
        }
    }

    @Test
    @DisplayName("every style's chat answers, within its limits")
    void everyStyle() {
        List<String> containers = compose("ps", "-q").lines().toList();
        assertThat(containers).map(one -> inspect("{{index .Config.Cmd 0}}", one))
                .containsExactlyInAnyOrderElementsOf(Styles.all().toList());
        for (String container : containers) {
            assertThat(inspect(LIMITS, container))
                    .isEqualTo("true 134217728 134217728 64 [ALL]");
            Wait.until("it listens", PATIENCE, () -> Cli
                    .succeed("docker", "logs", container).contains(" listens on "));
            try (TestClient client =
                    TestClient.connect(place(container), PATIENCE)) {
                Visitor.arrive(Service.CHAT, client).ping();
            }
        }
    }

    private static String inspect(String what, String container) {
        return Cli.succeed("docker", "inspect", "-f", what, container);
    }

    private static InetSocketAddress place(String container) {
        String[] place =
                Cli.succeed("docker", "port", container, "3490").split(":", -1);
        assertThat(place[0]).as("the address on the host").isEqualTo("127.0.0.1");
        return new InetSocketAddress(place[0], Integer.parseInt(place[1]));
    }

    private String compose(String... words) {
        List<String> command = new ArrayList<>(compose);
        command.addAll(List.of(words));
        return Cli.succeed(command.toArray(String[]::new));
    }

    /** Compose is a part of Docker, or beside it a program of its own. */
    private static List<String> program() throws IOException {
        if (Cli.run("docker", "compose", "version").status() == 0) {
            return List.of("docker", "compose");
        }
        boolean beside;
        try {
            beside = Cli.run("docker-compose", "version").status() == 0;
        } catch (UncheckedIOException absent) {
            beside = false;
        }
        Assumptions.assumeTrue(beside, "there is no docker compose");
        return List.of("docker-compose");
    }
}
