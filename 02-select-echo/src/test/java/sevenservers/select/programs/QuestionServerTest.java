package sevenservers.select.programs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.PATIENCE;
import static sevenservers.tests.Wait.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.contract.ServerOptions;
import sevenservers.tests.TestClient;
import sevenservers.tests.Threads;

@Timeout(120)
class QuestionServerTest {

    private static final String NAME = "Lancelot, and they add: of Camelot.";
    private static final String QUEST = "To find the Grail, wherever it is kept.";
    private static final String COLOUR = "Blue; I need not think about it.";
    private static final String UNKNOWN = "I do not know that.";

    private final List<TestClient> clients = new ArrayList<>();
    private QuestionServer server;

    @AfterEach
    void close() {
        clients.forEach(TestClient::close);
        if (server != null) {
            server.close();
            assertThat(TestClient.canConnect(server.address(), PATIENCE)).isFalse();
        }
        assertThat(Threads.named("02-question")).isEmpty();
    }

    @Test
    void answersQuestionAfterQuestion() throws IOException {
        TestClient client = connect();
        client.send("What is your name?").expectLine(NAME);
        client.send("What is your quest?").expectLine(QUEST);
        client.send("What is your favourite colour?").expectLine(COLOUR);
        client.send("what is your FAVORITE color?").expectLine(COLOUR);
        client.finish().expectEnd();
    }

    @Test
    void collectsAQuestionByteByByte() throws IOException {
        connect().sendByteByByte("What is your quest?".getBytes(UTF_8))
                .expectLine(QUEST);
    }

    @Test
    void regretsThatItKnowsNoMore() throws IOException {
        connect().send("What is the airspeed of a swallow?").expectLine(UNKNOWN)
                .send("?").expectLine(UNKNOWN)
                .send(new byte[] {(byte) 0xff, 0, '?'}).expectLine(UNKNOWN)
                .send("What is your name?").expectLine(NAME);
    }

    @Test
    void answersTheImpatientInOrder() throws IOException {
        connect().send("What is your name?What is your quest?\r\n"
                + "Why?\nWhat is your favourite colour? What is")
                .expectLine(NAME).expectLine(QUEST).expectLine(UNKNOWN)
                .expectLine(COLOUR).send(" your name?").expectLine(NAME);
    }

    @Test
    void answersAllThatCameBeforeTheEnd() throws IOException {
        TestClient client = connect().send("What is your name?".repeat(1000)
                + "What is your qu").finish();
        for (int i = 0; i < 1000; i++) {
            client.expectLine(NAME);
        }
        client.expectEnd();
    }

    @Test
    void endsWhoAsksTooLong() throws IOException {
        connect().send("x".repeat(4095) + "?").expectLine(UNKNOWN)
                .send("x".repeat(4096) + "?" + "What is your name?".repeat(1000))
                .expectLine("! question too long").expectEnd();
    }

    @Test
    void losesNothingOfWhatASlowClientReadsLate() throws IOException {
        int questions = 200_000;
        TestClient slow = connectSlow();
        Thread asking = Thread.ofVirtual().start(
                () -> slow.send("What is your quest?".repeat(questions)).finish());
        connect().send("What is your name?").expectLine(NAME);
        for (int i = 0; i < questions; i++) {
            slow.expectLine(QUEST);
        }
        slow.expectEnd();
        await().until(() -> !asking.isAlive());
    }

    @Test
    void endsWhoTakesNoAnswers() throws IOException {
        server = QuestionServer.start(ServerOptions.defaults().withMaxConnections(1)
                .withWriteTimeout(Duration.ofMillis(300)));
        TestClient stubborn = connect().send("What is your name?")
                .expectLine(NAME);
        Thread asking = Thread.ofVirtual().uncaughtExceptionHandler((_, _) -> {
            // It has not been allowed to send everything.
        }).start(() -> stubborn.send("Why?".repeat(2_000_000)));
        await("its place is free").untilAsserted(
                () -> connect().send("What is your name?").expectLine(NAME));
        stubborn.close();
        await().until(() -> !asking.isAlive());
    }

    @Test
    void survivesResets() throws IOException {
        TestClient other = connect();
        connect().reset();
        connect().send("What is").reset();
        connect().send("What is your name?").reset();
        connect().send("What is your name?".repeat(1000)).reset();
        other.send("What is your name?").expectLine(NAME);
    }

    @Test
    void servesAHundredAtOnce() throws IOException {
        for (int i = 0; i < 100; i++) {
            connect().send("What is your");
        }
        for (TestClient client : clients) {
            client.send(" name?");
        }
        for (TestClient client : clients) {
            client.expectLine(NAME);
        }
    }

    @Test
    void closesWhoIsOneTooMany() throws IOException {
        server = QuestionServer
                .start(ServerOptions.defaults().withMaxConnections(2));
        TestClient first = connect().send("What is your name?").expectLine(NAME);
        connect().send("What is your name?").expectLine(NAME);
        connect().expectEnd();
        first.finish().expectEnd();
        connect().send("What is your name?").expectLine(NAME);
    }

    @Test
    void costsNothingWhileNobodyAsks() throws IOException {
        connect().send("What is your name?").expectLine(NAME);
        connect().send("What");
        connect();
        Duration before = Threads.cpuTime("02-question");
        await().pollDelay(Duration.ofMillis(500)).until(() -> true);
        assertThat(Threads.cpuTime("02-question").minus(before))
                .isLessThan(Duration.ofMillis(50));
    }

    @Test
    void endsGracefully() throws IOException {
        TestClient idle = connect().send("What is your name?").expectLine(NAME);
        TestClient asking = connect().send("What is your quest?").expectLine(QUEST)
                .send("What is");
        Thread closing = Thread.ofVirtual().start(server::close);
        idle.expectEnd();
        asking.expectEnd();
        idle.finish();
        asking.finish();
        await().until(() -> !closing.isAlive());
        server.close();
    }

    private TestClient connect() throws IOException {
        return keep(TestClient.connect(running().address(), PATIENCE));
    }

    private TestClient connectSlow() throws IOException {
        return keep(TestClient.connectSteady(running().address(), PATIENCE));
    }

    private QuestionServer running() throws IOException {
        if (server == null) {
            server = QuestionServer.start(ServerOptions.defaults());
        }
        return server;
    }

    private TestClient keep(TestClient client) {
        clients.add(client);
        return client;
    }
}
