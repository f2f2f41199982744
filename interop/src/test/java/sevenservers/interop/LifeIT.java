package sevenservers.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sevenservers.contract.Service;
import sevenservers.tests.Delivery;
import sevenservers.tests.Task;
import sevenservers.tests.Visitor;

/** What Docker does to a container that runs, and what clients notice of it. */
@NeedsDocker
@Timeout(300)
class LifeIT {

    /** So much is never held back (C8), and lies unsent in the server. */
    private static final int LINES = 16_000;
    private static final String ROOM = String.valueOf(256 * 1024 * 1024);
    /** What the kernel takes while nobody reads it. */
    private static final int FEW = 100;
    /** Ended by SIGTERM, by itself: had it been killed, it would be 137. */
    private static final long TERMINATED = 143;

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("sevenservers.interop.Styles#withServices")
    @DisplayName("docker stop: B7, what is queued still arrives")
    void stop(String style, Service service) {
        try (var server = ContainedServer.start(style, service, "--max-backlog",
                ROOM)) {
            Visitor slow = Visitor.arrive(service, server.connectSlow());
            var delivery = Delivery.of(LINES, service, slow, server);
            if (service == Service.CHAT) {
                delivery.awaitHandled();
            } else {
                delivery.awaitStall();
            }
            Task<Void> stop = Task.start("docker stop", server::stop);
            int received = delivery.expectPrefix();
            if (service == Service.CHAT) {
                assertThat(received).as("the bytes received")
                        .isEqualTo(LINES * delivery.bytesPerLine());
            }
            stop.await(server.patience());
            assertThat(server.inspect().getState().getExitCodeLong())
                    .as("exit status").isEqualTo(TERMINATED);
            assertThat(server.output()).endsWith(" stopped\n");
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("sevenservers.interop.Styles#withServices")
    @DisplayName("docker pause: what is sent meanwhile arrives afterwards")
    void pause(String style, Service service) {
        try (var server = ContainedServer.start(style, service)) {
            Visitor reader = Visitor.arrive(service, server);
            Visitor other = Visitor.arrive(service, server);
            if (service == Service.CHAT) {
                reader.client().readLine();
            }
            server.pause();
            var client = service == Service.CHAT ? other.client() : reader.client();
            String prefix =
                    service == Service.CHAT ? "#[" + other.name() + "]>>> " : "";
            for (int i = 0; i < FEW; i++) {
                client.send("line " + i + "\n");
            }
            assertThat(reader.client().hasInput()).as("an answer in the pause")
                    .isFalse();
            server.resume();
            for (int i = 0; i < FEW; i++) {
                reader.client().expectLine(prefix + "line " + i);
            }
            other.ping();
            Visitor.arrive(service, server).ping();
        }
    }
}
