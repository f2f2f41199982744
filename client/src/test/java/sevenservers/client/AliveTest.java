package sevenservers.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.client.FakeServer.Handler;

/** Asking servers, live and hung, whether they are alive. */
@Timeout(120)
class AliveTest {

    private final CountDownLatch over = new CountDownLatch(1);
    private FakeServer server;

    @AfterEach
    void stop() {
        over.countDown();
        server.close();
    }

    private RunningClient ask(Handler handler) throws IOException {
        server = FakeServer.handling(handler);
        return RunningClient.piped("alive", "--port", server.port());
    }

    private void expectAlive(Handler handler) throws Exception {
        try (RunningClient client = ask(handler)) {
            assertThat(client.status()).as(client.err()).isZero();
            assertThat(client.out()).isEqualTo(server.address() + " is alive\n");
            assertThat(client.err()).isEmpty();
        }
    }

    private void expectDead(RunningClient client) throws Exception {
        try (client) {
            assertThat(client.status()).isEqualTo(1);
            assertThat(client.out()).isEmpty();
            assertThat(client.err()).isEqualTo(
                    "no server answers at " + server.address() + "\n");
        }
    }

    @Test
    void whoAnswersTheEndOfTheStreamWithItsOwnIsAlive() throws Exception {
        expectAlive((in, out) -> assertThat(in.read()).isNegative());
    }

    @Test
    void whoSaysThatItIsFullIsAlive() throws Exception {
        expectAlive((in, out) -> out.write("! server full\n".getBytes(US_ASCII)));
    }

    @Test
    void whoOnlyAcceptsIsNot() throws Exception {
        server = new FakeServer();
        expectDead(RunningClient.piped("alive", "--port", server.port()));
    }

    @Test
    void whoAnswersAndDoesNotEndIsNot() throws Exception {
        expectDead(ask((in, out) -> {
            out.write("welcome\n".getBytes(US_ASCII));
            try {
                over.await();
            } catch (InterruptedException unexpected) {
                throw new AssertionError(unexpected);
            }
        }));
    }

    @Test
    void whoTalksWithoutEndIsNot() throws Exception {
        expectDead(ask((in, out) -> {
            while (over.getCount() > 0) {
                out.write("and then\n".getBytes(US_ASCII));
            }
        }));
    }

    @Test
    void whereNobodyListensThereIsNone() throws Exception {
        server = new FakeServer();
        server.close();
        expectDead(RunningClient.piped("alive", "--port", server.port()));
    }
}
