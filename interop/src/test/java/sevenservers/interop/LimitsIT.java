package sevenservers.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Ulimit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sevenservers.contract.Service;
import sevenservers.tests.TestClient;
import sevenservers.tests.Visitor;
import sevenservers.tests.Wait;

/** More clients than a container has threads, and descriptors, for. */
@NeedsDocker
@Timeout(300)
class LimitsIT {

    private static final long MEMORY = 128L * 1024 * 1024;
    private static final long THREADS = 64;
    private static final long DESCRIPTORS = 256;
    /** A JVM starts more threads of its own where it sees more processors. */
    private static final long PROCESSORS = 2;
    /** The other descriptors are for the JVM itself, which has a few files open. */
    private static final int CLIENTS = 200;
    /** The most that it starts for itself. */
    private static final int THREADS_OF_JVM = 40;
    private static final String REFUSAL = "cannot accept";

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("sevenservers.interop.Styles#withServices")
    @DisplayName("B5: who finds no room harms nobody, and leaves no trace")
    void crowd(String style, Service service) {
        try (var server =
                ContainedServer.of(style, service).host(LimitsIT::limit)
                        .options("--join-timeout", "60s").start()) {
            List<Visitor> served = arrive(service, server);
            if (style.equals("01")) {
                assertThat(served).as("a thread each").hasSizeBetween(
                        (int) THREADS - THREADS_OF_JVM, (int) THREADS);
            } else {
                assertThat(served).hasSize(CLIENTS);
            }
            List<TestClient> crowd = new ArrayList<>();
            for (int i = 0; i < DESCRIPTORS; i++) {
                crowd.add(server.connect());
            }
            Wait.until("the server can accept no more", server.patience(),
                    () -> server.output().contains(REFUSAL));
            served.forEach(Visitor::ping);
            crowd.forEach(TestClient::close);
            served.forEach(visitor -> visitor.client().close());
            Visitor.arrive(service, server).ping();
            assertThat(server.output().lines()
                    .filter(line -> line.contains(REFUSAL)))
                    .as("what it said of it").hasSize(1);
            var container = server.inspect();
            assertThat(container.getState().getRunning()).isTrue();
            assertThat(container.getState().getOOMKilled()).isFalse();
            assertThat(container.getRestartCount()).isZero();
        }
    }

    /** The clients that are served until one finds no room, or all are there. */
    private static List<Visitor> arrive(Service service, ContainedServer server) {
        List<Visitor> served = new ArrayList<>();
        while (served.size() < CLIENTS) {
            Visitor visitor = Visitor.arriveIfThereIsRoom(service, server);
            if (visitor == null) {
                break;
            }
            served.add(visitor);
        }
        return served;
    }

    private static void limit(HostConfig host) {
        host.withMemory(MEMORY).withMemorySwap(MEMORY).withPidsLimit(THREADS)
                .withNanoCPUs(PROCESSORS * 1_000_000_000)
                .withUlimits(new Ulimit[] {
                    new Ulimit("nofile", DESCRIPTORS, DESCRIPTORS)});
    }
}
