package sevenservers.blocking.programs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.blocking.EchoServer;
import sevenservers.contract.ServerOptions;

@Timeout(120)
class LineClientTest {

    @Test
    void readsEachLineBeforeItSendsTheNext() throws IOException {
        try (var server = FakeServer.that((_, in, out) -> {
            for (String expected : new String[] {"one\n", "\n", "three\n"}) {
                if (expected.equals(next(in))) {
                    out.write(expected.getBytes(UTF_8));
                }
            }
            in.readAllBytes();
        })) {
            Outcome outcome = Outcome.of(new LineClient(), server.port(),
                    "one", "", "three");
            assertThat(outcome.err()).isEmpty();
            assertThat(outcome.out()).containsExactly(
                    "Connected to 127.0.0.1:" + server.port(),
                    "Sent: one", "Received: one", "Sent: ", "Received: ",
                    "Sent: three", "Received: three");
            assertThat(outcome.status()).isZero();
        }
    }

    /** All that has come by now: were there more than a line, it would be seen. */
    private static String next(InputStream in) throws IOException {
        var bytes = new byte[100];
        return new String(bytes, 0, in.read(bytes), UTF_8);
    }

    @Test
    void talksToTheEchoServer() throws IOException {
        try (var server = EchoServer.start(ServerOptions.defaults())) {
            Outcome outcome =
                    Outcome.of(new LineClient(), server.address().getPort());
            assertThat(outcome.err()).isEmpty();
            assertThat(outcome.out()).hasSize(1 + 3 + 3);
            assertThat(outcome.status()).isZero();
        }
    }

    @Test
    void putsALineTogetherFromPieces() throws IOException {
        try (var server = FakeServer.that((_, in, out) -> {
            for (int next; (next = in.read()) >= 0;) {
                out.write(next);
            }
        })) {
            Outcome outcome = Outcome.of(new LineClient(), server.port());
            assertThat(outcome.err()).isEmpty();
            assertThat(outcome.status()).isZero();
        }
    }

    @Test
    void seesWhatCameBackChanged() throws IOException {
        try (var server = FakeServer.that((_, in, out) -> {
            in.readNBytes(4);
            out.write("ONE\n".getBytes(UTF_8));
            in.readAllBytes();
        })) {
            expectFailure(server, "byte 1 of 4 came back changed");
        }
    }

    @Test
    void seesAShorterLine() throws IOException {
        try (var server = FakeServer.that((_, in, out) -> {
            in.readNBytes(4);
            out.write("on\n".getBytes(UTF_8));
            in.readAllBytes();
        })) {
            expectFailure(server, "byte 3 of 4 came back changed");
        }
    }

    @Test
    void seesThatTheServerEndsEarly() throws IOException {
        try (var server = FakeServer.that((client, in, out) -> {
            out.write(in.readNBytes(4));
            client.shutdownOutput();
            in.readAllBytes();
        })) {
            expectFailure(server,
                    "the server ended the connection after 0 of 4 bytes");
        }
    }

    @Test
    void seesThatMoreCameBack() throws IOException {
        try (var server = FakeServer.that((_, in, out) -> {
            in.transferTo(out);
            out.write('!');
        })) {
            expectFailure(server, "more came back than was sent");
        }
    }

    @Test
    void waitsNotForeverForALine() throws IOException {
        try (var server = FakeServer.thatFallsSilentAfter(
                (_, in, out) -> out.write(in.readNBytes(2)))) {
            expectFailure(server, "nothing came from the server for 1 s");
        }
    }

    private static void expectFailure(FakeServer server, String message) {
        Outcome outcome = Outcome.of(new LineClient(Duration.ofSeconds(1)),
                server.port(), "one", "two");
        assertThat(outcome.err()).containsExactly(message);
        assertThat(outcome.status()).isEqualTo(1);
    }
}
