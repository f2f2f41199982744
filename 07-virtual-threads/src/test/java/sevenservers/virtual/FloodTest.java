package sevenservers.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Work;
import sevenservers.tests.TestClient;

/** What this style alone may want: a processor for who has not got one. */
@Timeout(120)
class FloodTest {

    private static final int PROCESSORS =
            Runtime.getRuntime().availableProcessors();
    private static final int CHUNK = 16 * 1024;
    private static final int CHUNKS_OF_EACH = 96;

    private final CountDownLatch flooded = new CountDownLatch(1);
    private final AtomicInteger chunks = new AtomicInteger();
    private final Work cpu = Work.cpu(Duration.ofMillis(5));

    @Test
    @DisplayName("B2: as many floods as processors leave others their turns")
    void othersHaveTheirTurns() throws IOException {
        var options = ServerOptions.defaults().withWork(this::handle);
        List<TestClient> clients = new ArrayList<>();
        try (var server = EchoServer.start(options)) {
            for (int i = 0; i <= PROCESSORS; i++) {
                clients.add(TestClient.connect(server.address(), PATIENCE));
            }
            TestClient other = clients.getFirst();
            for (TestClient flood : clients.subList(1, clients.size())) {
                flood.send(new byte[CHUNKS_OF_EACH * CHUNK]);
            }
            flooded.countDown();
            Awaitility.await("the floods are handled").pollInSameThread()
                    .pollInterval(Duration.ofMillis(1)).atMost(PATIENCE)
                    .until(() -> chunks.get() >= 2 * PROCESSORS);
            other.send("hello\n").expectLine("hello");
            assertThat(chunks.get()).as("chunks handled when the other is served")
                    .isLessThan(PROCESSORS * CHUNKS_OF_EACH / 2);
        } finally {
            clients.forEach(TestClient::close);
        }
    }

    /** Until all floods wait to be read, none is. */
    private void handle() {
        try {
            flooded.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        cpu.perform();
        chunks.incrementAndGet();
    }
}
