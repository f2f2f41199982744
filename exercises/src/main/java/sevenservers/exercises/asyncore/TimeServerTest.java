package sevenservers.exercises.asyncore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sevenservers.exercises.support.Explain;
import sevenservers.exercises.support.LoopStage;
import sevenservers.tests.TestClient;

@DisplayName("A time server")
class TimeServerTest {

    private static final Instant START = Instant.parse("2012-09-18T14:29:23.87Z");
    private static final String LINE = "2012-09-18T14:29:23Z\r";
    private static final int SEND_BUFFER = 32 * 1024;
    /** Under load, the system may make room, or tell of a reset, only later. */
    private static final int SURELY = 50;

    @RegisterExtension
    final LoopStage stage = new LoopStage();

    private volatile Instant now = START;
    private TimeServer server;

    @BeforeEach
    void listen() throws IOException {
        InstantSource source = () -> now;
        server = new TimeServer(stage.loop(), LoopStage.anyPort(),
                source.withZone(ZoneOffset.UTC));
    }

    @Test
    @DisplayName("tells the time to a client that says nothing.")
    void tellsTheTimeToWhoSaysNothing() throws IOException {
        TestClient client = stage.connect(server.address());
        stage.start();
        expectTime(client, LINE);
    }

    @Test
    @DisplayName("ends the connection when it has told the time.")
    void endsWhenItHasToldTheTime() throws IOException {
        TestClient client = stage.connect(server.address());
        stage.start();
        client.readLine();
        Explain.failure("A client reads to the end, as it knows of no other sign"
                + " that this was all", client::expectEnd);
    }

    @Test
    @DisplayName("tells each client the time at which that one came.")
    void tellsEachClientTheTimeAtWhichItCame() throws IOException {
        stage.start();
        expectTime(stage.connect(server.address()), LINE);
        now = START.plus(Duration.ofMinutes(31));
        expectTime(stage.connect(server.address()), "2012-09-18T15:00:23Z\r");
    }

    @Test
    @DisplayName("ends in good order although the client is still talking.")
    void endsWithoutAResetWhateverTheClientSays() throws IOException {
        TestClient client = stage.connect(server.address()).send("What time ");
        stage.start();
        client.readLine();
        client.expectEnd();
        stage.settle();
        Explain.failure("The client was still talking when it was told the time,"
                + " and its connection was reset. A reset may take from a client"
                + " what it has not read yet", () -> {
                    for (int i = 0; i < SURELY; i++) {
                        client.send("is it? ");
                        stage.settle();
                    }
                });
    }

    @Test
    @DisplayName("ends only when the whole line has left.")
    void endsOnlyWhenTheWholeLineHasLeft() throws IOException {
        TestClient client = stage.connectSlow(stage.address());
        SocketChannel accepted = stage.accept();
        var before = new AtomicInteger();
        stage.start();
        for (int i = 0; i < SURELY; i++) {
            stage.inLoop(() -> before.addAndGet(fill(accepted)));
        }
        stage.inLoop(() -> {
            before.addAndGet(fill(accepted));
            server.handleAccepted(accepted);
        });
        client.send("Are you there?");
        stage.settle();
        client.readExactly(before.get());
        Explain.failure("The socket had no room when the client was accepted, so"
                + " that the line had to wait, and now it is lost",
                () -> assertThat(client.readLine()).isEqualTo(LINE));
        client.expectEnd();
    }

    @Test
    @DisplayName("is not harmed by a client that is gone before it is accepted.")
    void isNotHarmedByAClientThatIsGone() throws IOException {
        stage.connect(server.address()).reset();
        TestClient next = stage.connect(server.address());
        stage.start();
        Explain.failure("One client broke its connection, and now another one gets"
                + " no answer", () -> expectTime(next, LINE));
    }

    private static void expectTime(TestClient client, String line) {
        assertThat(client.readLine()).as("what a client is told").isEqualTo(line);
    }

    /** Sends until the socket takes no more, and tells how much it took. */
    private static int fill(SocketChannel socket) throws IOException {
        socket.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
        socket.configureBlocking(false);
        var bytes = ByteBuffer.allocate(SEND_BUFFER);
        int total = 0;
        for (int sent; (sent = socket.write(bytes.clear())) > 0;) {
            total += sent;
        }
        return total;
    }
}
