package sevenservers.exercises.select;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import sevenservers.exercises.support.Serving;
import sevenservers.tests.TestClient;

class QuestionServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String LONG_QUESTION = "long?";
    private static final String LONG_ANSWER = "0123456789".repeat(100_000);

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<TestClient> clients = new ArrayList<>();
    private QuestionServer server;

    @BeforeEach
    void start() throws IOException {
        server = new QuestionServer(this::answer);
    }

    @AfterEach
    void end() {
        clients.forEach(TestClient::close);
        server.close();
    }

    private String answer(String question) {
        asked.add(question);
        return question.equals(LONG_QUESTION) ? LONG_ANSWER
                : question.toUpperCase(Locale.ROOT);
    }

    @Test
    @DisplayName("A question is answered when its question mark arrives.")
    void answersWhenTheMarkArrives() {
        talk(() -> {
            TestClient client = connect();
            expectAnswer("WHY?", client.send(" why? "), "\" why? \" was asked");
            expectAnswer("ZOË?",
                    client.sendByteByByte("\r\nzoë?".getBytes(UTF_8)),
                    "\"zoë?\" was asked, and came byte by byte");
        });
        assertThat(asked).as("what the oracle was asked, with the question mark and"
                + " without the space around").containsExactly("why?",
                        "zoë?");
    }

    @Test
    @DisplayName("Questions that arrive together are all answered, in order.")
    void answersTheImpatientInOrder() {
        talk(() -> {
            TestClient client = connect().send("one?two?three?");
            expectAnswer("ONE?", client, "three questions came in one piece");
            expectAnswer("TWO?", client, "three questions came in one piece, and"
                    + " the client waits: the selector says nothing of bytes that"
                    + " are read already");
            expectAnswer("THREE?", client, "three questions came in one piece, and "
                    + "the client waits");
        });
    }

    @Test
    @DisplayName("What comes behind a question belongs to the next one.")
    void keepsWhatComesBehindAQuestion() {
        talk(() -> {
            TestClient client = connect().send("one?tw");
            expectAnswer("ONE?", client, "\"one?tw\" came");
            expectAnswer("TWO?", client.send("o? th"), "\"one?tw\" came, then \"o?"
                    + " th\"");
            expectAnswer("THREE?", client.send("ree?"), "\"o? th\" came, then"
                    + " \"ree?\"");
        });
    }

    @Test
    @DisplayName("All that was asked before the client's end is answered.")
    void answersAllThatWasAskedBeforeTheEnd() {
        talk(() -> {
            TestClient client = connect().send("one?two?thr").finish();
            expectAnswer("ONE?", client,
                    "two questions came, and the client's end");
            expectAnswer("TWO?", client,
                    "two questions came, and the client's end");
            client.expectEnd();
            connect().finish().expectEnd();
        });
        assertThat(asked).as("what the oracle was asked: a question without its"
                + " mark is not whole").containsExactly("one?", "two?");
    }

    @Test
    @DisplayName("A long answer arrives whole, and meanwhile nothing is read.")
    void sendsALongAnswerBeforeItReadsOn() {
        TestClient client = connectSteady().send(LONG_QUESTION + "one?");
        expectRest("a client has asked for a long answer, and does not read it");
        client.send("two?");
        expectRest("a client that does not read its answer has asked again");
        assertThat(asked).as("what the oracle was asked while the first answer was"
                + " unsent: a client must not make answers faster than it reads"
                + " them")
                .containsExactly(LONG_QUESTION);
        talk(() -> {
            byte[] expected = (LONG_ANSWER + "\n").getBytes(UTF_8);
            byte[] received = client.readExactly(expected.length);
            assertThat(Arrays.mismatch(received, expected)).as("the first of %d"
                    + " bytes of a long answer that arrived changed (-1: none)",
                    expected.length).isEqualTo(-1);
            expectAnswer("ONE?", client, "it was asked before the long answer was"
                    + " read");
            expectAnswer("TWO?", client, "it was asked before the long answer was"
                    + " read");
        });
    }

    @Test
    @DisplayName("With nothing to do the server rests.")
    void restsWhenThereIsNothingToDo() {
        TestClient client = connect();
        expectRest("a client has connected");
        client.send("wh");
        expectRest("half a question has come");
        client.send("y?");
        expectRest("a question was answered");
        talk(() -> expectAnswer("WHY?", client, "\"why?\" was asked"));
        client.finish();
        expectRest("the client has gone");
    }

    @Test
    @DisplayName("A question that is too long ends its connection.")
    void endsWhoAsksTooLong() {
        String longest = "x".repeat(QuestionServer.LONGEST - 1) + "?";
        talk(() -> {
            TestClient client = connect();
            expectAnswer(longest.toUpperCase(Locale.ROOT), client.send(longest),
                    "a question of " + longest.length() + " bytes is allowed");
            client.send("x".repeat(QuestionServer.LONGEST)).expectEnd();
        });
    }

    @Test
    @DisplayName("Each connection is served for itself, whatever others do.")
    void servesEachForItself() {
        talk(() -> {
            TestClient first = connect().send("fir");
            connect().send("why?").reset();
            connect().send("wh").reset();
            expectAnswer("SECOND?", connect().send("second?"), "another has sent"
                    + " half a question, and two have gone by a reset");
            expectAnswer("FIRST?", first.send("st?"), "another has been served"
                    + " since the first half of this question");
        });
        TestClient last = connect();
        expectRest("a client has connected");
        server.close();
        last.expectEnd();
        assertThat(TestClient.canConnect(last.server(), PATIENCE))
                .as("whether somebody can connect after close()").isFalse();
    }

    private static void expectAnswer(String expected, TestClient client,
            String story) {
        String received;
        try {
            received = client.readLine();
        } catch (AssertionError failure) {
            throw new AssertionError(story + ", but no answer \"" + expected
                    + "\" came: " + failure.getMessage(), failure);
        }
        assertThat(received).as("the answer: " + story).isEqualTo(expected);
    }

    private void expectRest(String story) {
        assertThat(Serving.comesToRest(server::turn)).as("whether the loop comes to"
                + " rest (" + story + "): as long as it does not, it burns a core")
                .isTrue();
    }

    private void talk(Runnable conversation) {
        Serving.during(conversation, server::turn, server::close);
    }

    private TestClient connect() {
        return keep(TestClient.connect(server.address(), PATIENCE));
    }

    private TestClient connectSteady() {
        return keep(TestClient.connectSteady(server.address(), PATIENCE));
    }

    private TestClient keep(TestClient client) {
        clients.add(client);
        return client;
    }
}
