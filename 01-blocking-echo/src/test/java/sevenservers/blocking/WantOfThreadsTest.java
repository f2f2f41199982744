package sevenservers.blocking;

import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.contract.Quietly;
import sevenservers.contract.ServerOptions;
import sevenservers.tests.TestClient;

/**
 * What this style alone may want: threads. They are made as scarce as a test likes.
 */
@Timeout(120)
class WantOfThreadsTest {

    private final AtomicBoolean scarce = new AtomicBoolean();

    /** Its threads start, or fail to, as the JVM's do when there are no more. */
    private final ThreadFactory threads = body -> new Thread(body, "scarce") {

        @Override
        public void start() {
            if (scarce.get()) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            super.start();
        }
    };

    @AfterEach
    void noThreadIsLeft() {
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("scarce"));
    }

    @Test
    @DisplayName("B5: echo without threads closes who comes, serves who is there")
    void echo() throws IOException {
        try (var server = EchoServer.start(ServerOptions.defaults(), threads);
                var early = connect(server.address())) {
            early.send("a\n").expectLine("a");
            scarce.set(true);
            connect(server.address()).expectEnd();
            early.send("b\n").expectLine("b");
            scarce.set(false);
            try (var late = connect(server.address())) {
                late.send("c\n").expectLine("c");
            }
            early.finish().expectEnd();
        }
    }

    @Test
    @DisplayName("B5: chat without threads says it is full, serves who is there")
    void chat() throws IOException {
        try (var server = ChatServer.start(ServerOptions.defaults(), threads);
                var early = connect(server.address())) {
            early.send("early:<handshake>\n").readLine();
            scarce.set(true);
            try (var refused = connect(server.address())) {
                refused.expectLine("! server full").expectEnd();
            }
            early.send("bell \u0007\n").expectLine("! control character");
            scarce.set(false);
            try (var late = connect(server.address())) {
                assertThat(late.send("late:<handshake>\n").readLine())
                        .startsWith("CLIENT: ");
            }
            early.finish();
        }
    }

    @Test
    @DisplayName("B7: close() ends while clients wait who were turned away")
    void closeWithTurnedAway() throws IOException {
        var server = ChatServer.start(ServerOptions.defaults(), threads);
        scarce.set(true);
        try (var refused = connect(server.address())) {
            refused.expectLine("! server full");
            server.close();
            refused.expectEnd();
        } finally {
            Quietly.close(server::close);
        }
    }

    private static TestClient connect(InetSocketAddress server) {
        return TestClient.connect(server, PATIENCE);
    }
}
