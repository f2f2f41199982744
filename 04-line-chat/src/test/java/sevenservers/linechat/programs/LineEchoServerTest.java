package sevenservers.linechat.programs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.PATIENCE;
import static sevenservers.tests.Wait.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.contract.Limits;
import sevenservers.contract.ServerOptions;
import sevenservers.tests.TestClient;

@Timeout(120)
class LineEchoServerTest {

    private static final String LONGEST = "x".repeat(Limits.MAX_LINE);
    private static final String TOO_LONG = "! line too long";

    private final List<TestClient> clients = new ArrayList<>();
    private LineEchoServer server;

    @AfterEach
    void close() {
        clients.forEach(TestClient::close);
        if (server != null) {
            server.close();
            assertThat(TestClient.canConnect(server.address(), PATIENCE)).isFalse();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("04-lines"));
    }

    @Test
    void theLineClientOfTheDocumentsConverses() throws IOException {
        TestClient client = connect();
        for (String line : List.of("A few lines of data", "to test the operation",
                "of both server and client.")) {
            client.send(line + "\n").expect((line + "\n").getBytes(UTF_8));
        }
        client.finish().expectEnd();
    }

    @Test
    void answersALineWhenItIsWhole() throws IOException {
        TestClient client = connect();
        client.sendByteByByte("spl".getBytes(UTF_8));
        connect().send("other\n").expectLine("other");
        assertThat(client.hasInput()).isFalse();
        client.sendByteByByte("it ü\n".getBytes(UTF_8)).expectLine("split ü");
    }

    @Test
    void answersTheImpatientInOrder() throws IOException {
        connect().send("one\ntwo\n\nfour\nfi").expectLine("one").expectLine("two")
                .expectLine("").expectLine("four").send("ve\n").expectLine("five");
    }

    @Test
    void givesBackAnyBytes() throws IOException {
        byte[] line = {0, (byte) 0xff, '\r', 7, '\r', '\n'};
        connect().send(line).expect(line).finish().expectEnd();
    }

    @Test
    void takesTheLongestLine() throws IOException {
        connect().send(LONGEST + "\n" + LONGEST + "\n").expectLine(LONGEST)
                .expectLine(LONGEST);
    }

    @Test
    void endsWhoseLineIsTooLongAsSoonAsItIs() throws IOException {
        TestClient other = connect().send("still ");
        connect().send("one\n" + LONGEST).expectLine("one").send("x")
                .expectLine(TOO_LONG).expectEnd();
        connect().send(LONGEST + "x\nafter it\n".repeat(1000)).expectLine(TOO_LONG)
                .expectEnd();
        other.send("here\n").expectLine("still here");
    }

    @Test
    void answersAllThatCameBeforeTheEndAndNotTheUnfinished() throws IOException {
        TestClient client = connect().send("line\n".repeat(1000) + "rest").finish();
        for (int i = 0; i < 1000; i++) {
            client.expectLine("line");
        }
        client.expectEnd();
    }

    @Test
    void losesNothingOfWhatASlowClientReadsLate() throws IOException {
        byte[] sent = ("x".repeat(999) + "\n").repeat(16_000).getBytes(UTF_8);
        TestClient slow = connectSlow();
        Thread sending = Thread.ofVirtual().start(() -> slow.send(sent).finish());
        connect().send("other\n").expectLine("other");
        slow.expect(sent).expectEnd();
        await().until(() -> !sending.isAlive());
    }

    @Test
    void readsNoMoreThanItsClientTakes() throws IOException {
        int most = 64 * 1024 * 1024;
        String lines = ("x".repeat(1023) + "\n").repeat(32);
        TestClient deaf = connectSlow();
        Thread sending = Thread.ofVirtual().uncaughtExceptionHandler((_, _) -> {
            // It is stopped when nothing more is taken.
        }).start(() -> {
            while (deaf.sent() < most) {
                deaf.send(lines);
            }
        });
        var last = new AtomicLong(-1);
        await("nothing more is taken").pollInterval(Duration.ofMillis(300))
                .until(() -> last.getAndSet(deaf.sent()) == deaf.sent());
        assertThat(deaf.sent()).isLessThan(most / 2);
        connect().send("other\n").expectLine("other");
        deaf.close();
        await().until(() -> !sending.isAlive());
    }

    @Test
    void endsWhoTakesNoAnswers() throws IOException {
        server = LineEchoServer.start(ServerOptions.defaults().withMaxConnections(1)
                .withWriteTimeout(Duration.ofMillis(300)));
        TestClient stubborn = connect().send("one\n").expectLine("one");
        Thread sending = Thread.ofVirtual().uncaughtExceptionHandler((_, _) -> {
            // It has not been allowed to send everything.
        }).start(() -> stubborn.send(("x".repeat(999) + "\n").repeat(16_000)));
        await("its place is free").ignoreExceptions()
                .untilAsserted(() -> connect().send("x\n").expectLine("x"));
        stubborn.close();
        await().until(() -> !sending.isAlive());
    }

    @Test
    void closesWhoIsOneTooMany() throws IOException {
        server = LineEchoServer
                .start(ServerOptions.defaults().withMaxConnections(1));
        TestClient first = connect().send("one\n").expectLine("one");
        connect().expectEnd();
        first.finish().expectEnd();
        connect().send("two\n").expectLine("two");
    }

    @Test
    void survivesResets() throws IOException {
        TestClient other = connect();
        connect().reset();
        connect().send("half").reset();
        connect().send("line\n".repeat(1000)).reset();
        other.send("other\n").expectLine("other");
    }

    @Test
    void endsGracefully() throws IOException {
        TestClient idle = connect().send("one\n").expectLine("one").send("ha");
        Thread closing = Thread.ofVirtual().start(server::close);
        idle.expectEnd();
        idle.finish();
        await().until(() -> !closing.isAlive());
        server.close();
    }

    private TestClient connect() throws IOException {
        return keep(TestClient.connect(running().address(), PATIENCE));
    }

    private TestClient connectSlow() throws IOException {
        return keep(TestClient.connectSteady(running().address(), PATIENCE));
    }

    private LineEchoServer running() throws IOException {
        if (server == null) {
            server = LineEchoServer.start(ServerOptions.defaults());
        }
        return server;
    }

    private TestClient keep(TestClient client) {
        clients.add(client);
        return client;
    }
}
