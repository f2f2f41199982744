package sevenservers.blocking.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.blocking.EchoServer;
import sevenservers.contract.ServerOptions;

@Timeout(120)
class EchoClientTest {

    @Test
    void sendsLinesAndReceivesThem() throws IOException {
        try (var server = EchoServer.start(ServerOptions.defaults())) {
            int port = server.address().getPort();
            Outcome outcome =
                    Outcome.of(new EchoClient(), port, "one", "zwei, drü");
            assertThat(outcome.err()).isEmpty();
            assertThat(outcome.out()).containsExactly(
                    "Connected to 127.0.0.1:" + port,
                    "Sent: one", "Sent: zwei, drü",
                    "Received: one", "Received: zwei, drü");
            assertThat(outcome.status()).isZero();
        }
    }

    @Test
    void hasThreeLinesOfItsOwn() throws IOException {
        try (var server = EchoServer.start(ServerOptions.defaults())) {
            Outcome outcome =
                    Outcome.of(new EchoClient(), server.address().getPort());
            assertThat(outcome.out()).hasSize(1 + 3 + 3);
            assertThat(outcome.status()).isZero();
        }
    }

    @Test
    void saysThatItHasSentAllAndReadsManyPieces() throws IOException {
        try (var server = FakeServer.that((_, in, out) -> {
            for (byte piece : in.readAllBytes()) {
                out.write(piece);
            }
        })) {
            Outcome outcome = Outcome.of(new EchoClient(), server.port());
            assertThat(outcome.err()).isEmpty();
            assertThat(outcome.status()).isZero();
        }
    }

    @Test
    void getsTheLongestTextBack() throws IOException {
        try (var server = EchoServer.start(ServerOptions.defaults())) {
            Outcome outcome =
                    Outcome.of(new EchoClient(), server.address().getPort(),
                            "x".repeat(64 * 1024 - 1));
            assertThat(outcome.status()).isZero();
        }
    }

    @Test
    void seesWhatCameBackChanged() throws IOException {
        try (var server = FakeServer.that((_, in, out) -> {
            byte[] text = in.readAllBytes();
            text[3] ^= 1;
            out.write(text);
        })) {
            expectFailure(server, "byte 4 of 5 came back changed");
        }
    }

    @Test
    void seesThatTheServerEndsEarly() throws IOException {
        try (var server = FakeServer.that((_, in, out) -> {
            byte[] text = in.readAllBytes();
            out.write(text, 0, 2);
        })) {
            expectFailure(server,
                    "the server ended the connection after 2 of 5 bytes");
        }
    }

    @Test
    void seesThatMoreCameBack() throws IOException {
        try (var server = FakeServer.thatFallsSilentAfter((_, in, out) -> {
            in.transferTo(out);
            out.write('!');
        })) {
            expectFailure(server, "more came back than was sent");
        }
    }

    @Test
    void waitsNotForeverForTheEnd() throws IOException {
        try (var server =
                FakeServer
                        .thatFallsSilentAfter((_, in, out) -> in.transferTo(out))) {
            expectFailure(server, "nothing came from the server for 1 s");
        }
    }

    @Test
    void seesAReset() throws IOException {
        try (var server = FakeServer.that((client, in, _) -> {
            in.readAllBytes();
            client.setSoLinger(true, 0);
        })) {
            expectFailure(server, "the connection broke: Connection reset");
        }
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        int port;
        try (var server = FakeServer.that((_, _, _) -> {
        })) {
            port = server.port();
        }
        Outcome outcome = Outcome.of(new EchoClient(), port);
        assertThat(outcome.err()).containsExactly("cannot reach 127.0.0.1:" + port
                + ": Connection refused (choose with --host and --port)");
        assertThat(outcome.status()).isEqualTo(1);
    }

    @Test
    void escapesWhatItShows() throws IOException {
        try (var server = FakeServer.that((_, in, out) -> {
            in.readAllBytes();
            out.write(new byte[] {27, '[', '2', 'J'});
        })) {
            Outcome outcome = Outcome.of(new EchoClient(), server.port());
            assertThat(outcome.out()).contains("Received: \\u001B[2J");
        }
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThat(Outcome.of(new EchoClient(), 0).status()).isEqualTo(2);
        assertThat(Outcome.of(new EchoClient(), 65_536).status()).isEqualTo(2);
        assertThat(Outcome.of(new EchoClient(), "--prot", "1").status())
                .isEqualTo(2);
        assertThat(Outcome.of(new EchoClient(), 1, "x".repeat(64 * 1024)).err())
                .contains("a text must have less than 65536 bytes");
    }

    @Test
    void helps() {
        Outcome outcome = Outcome.of(new EchoClient(), "--help");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).anyMatch(line -> line.contains("--port"));
    }

    private static void expectFailure(FakeServer server, String message) {
        Outcome outcome = Outcome.of(new EchoClient(Duration.ofSeconds(1)),
                server.port(), "hello");
        assertThat(outcome.err()).containsExactly(message);
        assertThat(outcome.status()).isEqualTo(1);
    }
}
