package sevenservers.exercises.select;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import sevenservers.exercises.support.Serving;
import sevenservers.tests.TestClient;

class BusyLoopTest {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final byte[] PAGE =
            "A long page. ".repeat(80_000).getBytes(UTF_8);

    private final List<TestClient> clients = new ArrayList<>();
    private BusyLoop server;

    @BeforeEach
    void start() throws IOException {
        server = new BusyLoop(PAGE);
    }

    @AfterEach
    void end() {
        clients.forEach(TestClient::close);
        server.close();
    }

    @Test
    @DisplayName("A client gets the page as often as it asks.")
    void sendsThePageToWhoAsks() {
        talk(() -> {
            TestClient client = connect();
            for (int i = 0; i < 3; i++) {
                expectPage(client.send("the page, please\n"));
            }
            client.finish().expectEnd();
        });
    }

    @Test
    @DisplayName("A client that sends its end right away still gets its page.")
    void sendsThePageAfterTheClientsEnd() {
        TestClient client = connect().send("the page, please\n").finish();
        settle();
        talk(() -> {
            expectPage(client);
            client.expectEnd();
        });
    }

    @Test
    @DisplayName("The server rests while who has sent its end does not read.")
    void restsWhileWhoHasFinishedDoesNotRead() {
        connect().send("the page, please\n").finish();
        expectRest("a client has asked for the page, has sent its end, and does not"
                + " read");
    }

    @Test
    @DisplayName("The server rests while a client does not read.")
    void restsWhileWhoHasAskedDoesNotRead() {
        TestClient client = connect();
        expectRest("a client has connected");
        client.send("the page, please\n");
        expectRest("a client has asked for the page, and does not read");
        client.send("and be quick\n");
        expectRest("a client that does not read has asked again");
        talk(() -> expectPage(client));
        expectRest("a client has got its page, and says nothing more");
    }

    @Test
    @DisplayName("What a client says while it is sent the page is dropped.")
    void dropsWhatIsSaidMeanwhile() {
        TestClient client = connect().send("the page, please\n");
        settle();
        client.send("and be quick\n").finish();
        settle();
        talk(() -> {
            expectPage(client);
            client.expectEnd();
        });
    }

    @Test
    @DisplayName("Who asks for nothing, or goes by a reset, harms nobody.")
    void closesWhoHasFinished() {
        talk(() -> {
            TestClient other = connect();
            connect().send("the page, please\n").finish().reset();
            connect().send("the page, please\n").reset();
            connect().finish().expectEnd();
            expectPage(other.send("the page, please\n"));
        });
    }

    @Test
    @DisplayName("close() ends the server, with all its connections.")
    void endsWhenItIsClosed() {
        TestClient client = connect();
        settle();
        server.close();
        client.expectEnd();
        assertThat(TestClient.canConnect(client.server(), PATIENCE))
                .as("whether somebody can connect after close()").isFalse();
    }

    private static void expectPage(TestClient client) {
        byte[] received = client.readExactly(PAGE.length);
        assertThat(Arrays.mismatch(received, PAGE)).as("the first byte of the page,"
                + " of %d bytes, that arrived changed (-1: none)", PAGE.length)
                .isEqualTo(-1);
    }

    private void expectRest(String story) {
        assertThat(Serving.comesToRest(server::turn)).as("whether the loop comes to"
                + " rest (" + story + "): as long as it does not, this one client "
                + "costs the server a whole core").isTrue();
    }

    /** Serves what can be served now, whether the server rests then or not. */
    private void settle() {
        Serving.comesToRest(server::turn);
    }

    private void talk(Runnable conversation) {
        Serving.during(conversation, server::turn, server::close);
    }

    private TestClient connect() {
        TestClient client = TestClient.connectSteady(server.address(), PATIENCE);
        clients.add(client);
        return client;
    }
}
