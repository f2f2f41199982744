package sevenservers.exercises.asyncore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sevenservers.exercises.support.Explain;
import sevenservers.exercises.support.LoopStage;
import sevenservers.tests.TestClient;

@DisplayName("A party line")
class OneSlowReaderTest {

    private static final byte[] SPEECH = lines(3 * OneSlowReader.MOST_UNSENT);
    private static final int WORDS = 32 * 1024;

    @RegisterExtension
    final LoopStage stage = new LoopStage();

    private OneSlowReader server;
    private InetSocketAddress address;
    private int joined;

    @BeforeEach
    void listen() throws IOException {
        server = new OneSlowReader(stage.loop(), LoopStage.anyPort());
        address = server.address();
        stage.start();
    }

    @Test
    @DisplayName("lets everybody hear what another one says, and nobody himself.")
    void letsEverybodyHearWhatAnotherOneSays() {
        TestClient andy = join();
        TestClient betty = join();
        TestClient carol = join();
        andy.send("it is andy\n");
        betty.expectLine("it is andy");
        carol.expectLine("it is andy");
        betty.send("it is betty\n");
        carol.expectLine("it is betty");
        Explain.failure("Andy hears the others, and not what he said himself",
                () -> andy.expectLine("it is betty"));
    }

    @Test
    @DisplayName("goes on when somebody has left.")
    void goesOnWhenSomebodyHasLeft() {
        TestClient andy = join();
        TestClient betty = join();
        TestClient carol = join();
        TestClient david = join();
        carol.finish().expectEnd();
        david.reset();
        andy.send("who is still there?\n");
        betty.expectLine("who is still there?");
        assertThat(hasClients(2)).as("whether the server forgets two of four that"
                + " have left: it would tell them everything for ever").isTrue();
    }

    @Test
    @DisplayName("delays nobody while one client does not read.")
    void delaysNobodyWhileOneClientDoesNotRead() {
        TestClient talker = join();
        TestClient listener = join();
        join();
        speak(talker, listener, SPEECH.length);
    }

    @Test
    @DisplayName("drops a client that is too far behind.")
    void dropsAClientThatIsTooFarBehind() {
        TestClient talker = join();
        TestClient listener = join();
        TestClient slow = join();
        speak(talker, listener, SPEECH.length);
        Explain.failure("A client has read nothing while much was said, and is"
                + " still connected. What it has not read is held or lost", () -> {
                    byte[] heard = slow.readToEnd();
                    assertThat(heard.length).as("how much it has heard")
                            .isLessThan(SPEECH.length);
                    assertThat(Arrays.mismatch(heard, SPEECH)).as("up to where it"
                            + " has heard what was said").isEqualTo(heard.length);
                });
        assertThat(hasClients(2)).as("whether the two others are left").isTrue();
    }

    @Test
    @DisplayName("lets a client hear all that was behind for a while.")
    void letsAClientHearAllThatWasBehindForAWhile() {
        TestClient talker = join();
        TestClient listener = join();
        TestClient late = join();
        speak(talker, listener, OneSlowReader.MOST_UNSENT);
        Explain.failure("A client was behind, but never by more than a client may"
                + " be, and now it does not hear all that was said", () -> {
                    late.expect(Arrays.copyOf(SPEECH, OneSlowReader.MOST_UNSENT));
                    talker.send("Are you still with us?\n");
                    late.expectLine("Are you still with us?");
                });
    }

    /** The next client, when the server knows it. */
    private TestClient join() {
        TestClient client = stage.connectSteady(address);
        joined++;
        assertThat(hasClients(joined)).as("whether a client is accepted").isTrue();
        return client;
    }

    /** Says much, each part when a listener has heard the one before. */
    private static void speak(TestClient talker, TestClient listener, int length) {
        for (int said = 0; said < length; said += WORDS) {
            byte[] words = Arrays.copyOfRange(SPEECH, said, said + WORDS);
            talker.send(words);
            Explain.failure("Three are on the line: one talks, one listens, and one"
                    + " does not read what it is sent. The listener, who reads all,"
                    + " has heard " + said + " bytes, and then",
                    () -> listener.expect(words));
        }
    }

    private boolean hasClients(int count) {
        return stage.becomes(() -> server.clients() == count);
    }

    /** Lines of which no two are the same. */
    private static byte[] lines(int length) {
        var text = new StringBuilder();
        for (int i = 0; text.length() < length; i++) {
            text.append("and ").append(i).append(" more\n");
        }
        return Arrays.copyOf(text.toString().getBytes(UTF_8), length);
    }
}
