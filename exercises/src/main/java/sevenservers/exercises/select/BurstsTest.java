package sevenservers.exercises.select;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import sevenservers.exercises.support.Serving;
import sevenservers.tests.Task;
import sevenservers.tests.TestClient;

class BurstsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final List<TestClient> clients = new ArrayList<>();
    private Bursts server;

    @BeforeEach
    void start() throws IOException {
        server = new Bursts();
    }

    @AfterEach
    void end() {
        clients.forEach(TestClient::close);
        server.close();
    }

    @Test
    @DisplayName("Every line comes back with its mark, however it is cut.")
    void answersEveryLine() {
        talk("a client sends one line after the other", () -> {
            TestClient client = connect();
            client.send("hello\n").expectLine("> hello");
            client.sendByteByByte("wörld\n\n".getBytes(UTF_8)).expectLine("> wörld")
                    .expectLine("> ");
            client.sendInSegments("one\ntw".getBytes(UTF_8),
                    "o\nthree\n".getBytes(UTF_8))
                    .expectLine("> one").expectLine("> two").expectLine("> three");
            client.finish().expectEnd();
        });
    }

    @Test
    @DisplayName("Who sends many short lines at once gets all the answers.")
    void answersABurst() {
        for (String line : List.of("", "a", "hi!")) {
            int count = Bursts.LONGEST / (line.length() + 1);
            String story = String.format(
                    "a client sends %,d lines at once, %,d bytes in all", count,
                    count * (line.length() + 1));
            talk(story, () -> {
                TestClient client = connect().send((line + "\n").repeat(count));
                expectAnswers(story, client, line, count);
                client.send("and one more\n").expectLine("> and one more");
            });
        }
    }

    @Test
    @DisplayName("Nobody else notices that one client has sent a burst.")
    void servesOthersBesideABurst() {
        talk("a client sends many empty lines at once, and another a line", () -> {
            TestClient other = connect().send("before\n").expectLine("> before");
            connect().send("\n".repeat(Bursts.LONGEST));
            other.send("after\n").expectLine("> after");
        });
    }

    @Test
    @DisplayName("A client that reads late gets every answer, once and in order.")
    void losesNothingForWhoReadsLate() {
        String text = numbers("");
        byte[] answers = numbers("> ").getBytes(UTF_8);
        TestClient late = connect();
        Task<TestClient> sending =
                Task.start("sending many lines", () -> late.send(text));
        String story = "a client sends 10,000 lines, and reads the answers later";
        comesToRest(story);
        talk(story, () -> {
            byte[] received = late.readExactly(answers.length);
            assertThat(Arrays.mismatch(received, answers)).as("the first of %d"
                    + " bytes of answers that differs (-1: none)", answers.length)
                    .isEqualTo(-1);
            sending.await(PATIENCE);
            late.finish().expectEnd();
        });
    }

    @Test
    @DisplayName("A client that does not read delays nobody else.")
    void servesOthersBesideWhoDoesNotRead() {
        TestClient stubborn = connect();
        String lines = "a line of a client that does not read\n".repeat(100);
        Task<Void> sending = Task.start("sending many lines", () -> {
            try {
                for (int i = 0; i < 250; i++) {
                    stubborn.send(lines);
                }
            } catch (AssertionError ended) {
                // The test is over.
            }
        });
        String story = "a client sends a million bytes, and reads nothing";
        talk(story, () -> {
            TestClient other = connect();
            long before = -1;
            for (int still = 0; still < 100; still++) {
                other.send("are you there?\n").expectLine("> are you there?");
                // As long as more is taken from the stubborn one, it is not enough.
                if (stubborn.sent() != before || before < lines.length()) {
                    before = stubborn.sent();
                    still = 0;
                }
            }
        });
        assertThat(comesToRest(story)).as("whether the loop comes to rest while a"
                + " client has unsent answers and does not read: as long as it does"
                + " not, it burns a core").isTrue();
        stubborn.close();
        sending.await(PATIENCE);
    }

    @Test
    @DisplayName("A line that is longer than the buffer ends its connection alone.")
    void endsWhoSendsALineTooLong() {
        talk("a client sends a line that is too long", () -> {
            TestClient other = connect();
            String longest = "x".repeat(Bursts.LONGEST - 1);
            connect().send(longest + "\n").expectLine("> " + longest)
                    .send("ok\n").expectLine("> ok").send(longest + "x")
                    .expectEnd();
            other.send("still here\n").expectLine("> still here");
            connect().send("half a line").reset();
            other.send("still here\n").expectLine("> still here");
        });
    }

    @Test
    @DisplayName("close() ends the server, with all its connections.")
    void endsWhenItIsClosed() {
        TestClient client = connect();
        comesToRest("a client has connected");
        server.close();
        client.expectEnd();
        assertThat(TestClient.canConnect(client.server(), PATIENCE))
                .as("whether somebody can connect after close()").isFalse();
    }

    private static void expectAnswers(String story, TestClient client, String line,
            int count) {
        for (int i = 0; i < count; i++) {
            String answer;
            try {
                answer = client.readLine();
            } catch (AssertionError failure) {
                throw new AssertionError(story + ": after " + i + " answers "
                        + failure.getMessage(), failure);
            }
            assertThat(answer).as("%s: answer %d", story, i + 1)
                    .isEqualTo("> " + line);
        }
    }

    private static String numbers(String mark) {
        return IntStream.range(0, 10_000)
                .mapToObj(i -> mark + "line " + i + " and so on".repeat(6) + "\n")
                .collect(Collectors.joining());
    }

    private void talk(String story, Runnable conversation) {
        try {
            Serving.during(conversation, server::turn, server::close);
        } catch (RuntimeException failure) {
            throw ended(story, failure);
        }
    }

    private boolean comesToRest(String story) {
        try {
            return Serving.comesToRest(server::turn);
        } catch (RuntimeException failure) {
            throw ended(story, failure);
        }
    }

    private static AssertionError ended(String story, RuntimeException failure) {
        return new AssertionError(story + ": the server has ended, and every client"
                + " has lost its connection", failure);
    }

    private TestClient connect() {
        TestClient client = TestClient.connectSteady(server.address(), PATIENCE);
        clients.add(client);
        return client;
    }
}
