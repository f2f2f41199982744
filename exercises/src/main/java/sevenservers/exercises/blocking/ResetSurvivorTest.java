package sevenservers.exercises.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import sevenservers.tests.Task;
import sevenservers.tests.TestClient;
import sevenservers.tests.Wait;

class ResetSurvivorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String GREETING = "echo is ready";

    private final List<TestClient> clients = new ArrayList<>();
    private Listener listener;
    private ResetSurvivor server;

    @BeforeEach
    void listen() throws IOException {
        listener = new Listener();
    }

    @AfterEach
    void leave() throws IOException {
        clients.forEach(TestClient::close);
        listener.close();
        for (Socket socket : listener.accepted) {
            socket.close();
        }
    }

    @Test
    @DisplayName("Every client is greeted, and gets back what it sends.")
    void greetsAndEchoes() {
        start();
        TestClient first = greeted("a client");
        TestClient second =
                greeted("a second client, while the first is connected");
        second.send("two\n").expectLine("two");
        first.send("one\n").expectLine("one").finish().expectEnd();
        second.send("and two\n").expectLine("and two").finish().expectEnd();
    }

    @Test
    @DisplayName("A client that resets before it is greeted harms nobody else.")
    void survivesAResetBeforeTheGreeting() {
        for (int i = 0; i < 3; i++) {
            connect().reset();
        }
        start();
        greeted("a client that connected after three others had gone by a reset")
                .send("still here?\n").expectLine("still here?");
    }

    @Test
    @DisplayName("A client that resets while it is served harms nobody else.")
    void survivesAResetLater() {
        start();
        TestClient other = greeted("a client");
        greeted("a client that will reset").send("begun").reset();
        other.send("still here?\n").expectLine("still here?");
        greeted("a client that connected after the reset");
    }

    @Test
    @DisplayName("The socket of a client that has reset is closed.")
    void closesTheSocketOfWhoHasReset() {
        connect().reset();
        start();
        greeted("a client that connected after another had gone by a reset")
                .reset();
        Wait.until("the sockets of two clients that have reset are closed: each"
                + " open one holds a file descriptor, and there are not many",
                PATIENCE,
                () -> listener.accepted.size() == 2
                        && listener.accepted.stream().allMatch(Socket::isClosed));
    }

    @Test
    @DisplayName("A failure of accept is waited out.")
    void survivesAFailureOfAccept() {
        listener.failNextTime();
        start();
        greeted("a client that connected while the server had no file descriptor "
                + "left");
        assertThat(Duration.ofNanos(listener.waited))
                .as("time between accept's failure and the next try: to try again"
                        + " at once burns a core as long as it fails")
                .isGreaterThan(Duration.ofMillis(20));
    }

    @Test
    @DisplayName("close() ends the acceptor, and harms nobody who is connected.")
    void endsWhenItIsClosed() {
        start();
        TestClient client = greeted("a client");
        Task.start("close()", server::close).await(PATIENCE);
        assertThat(TestClient.canConnect(client.server(), PATIENCE))
                .as("whether somebody can connect after close()").isFalse();
        client.send("last words\n").expectLine("last words").finish().expectEnd();
    }

    private void start() {
        server = ResetSurvivor.start(listener);
    }

    private TestClient greeted(String who) {
        TestClient client = connect();
        String greeting;
        try {
            greeting = client.readLine();
        } catch (AssertionError failure) {
            throw new AssertionError(who + " was not greeted: "
                    + failure.getMessage(), failure);
        }
        assertThat(greeting).as("what was said to " + who).isEqualTo(GREETING);
        return client;
    }

    private TestClient connect() {
        TestClient client = TestClient.connect(
                (InetSocketAddress) listener.getLocalSocketAddress(), PATIENCE);
        clients.add(client);
        return client;
    }

    /** A listening socket that knows whom it has accepted, and that can fail. */
    private static final class Listener extends ServerSocket {

        private final Queue<Socket> accepted = new ConcurrentLinkedQueue<>();
        private volatile boolean failing;
        private volatile long failed;
        private volatile long waited;

        Listener() throws IOException {
            super(0, 50, InetAddress.getLoopbackAddress());
        }

        void failNextTime() {
            failing = true;
        }

        @Override
        public Socket accept() throws IOException {
            if (failing) {
                failing = false;
                failed = System.nanoTime();
                throw new SocketException("Too many open files");
            }
            waited = System.nanoTime() - failed;
            Socket socket = super.accept();
            accepted.add(socket);
            return socket;
        }
    }
}
