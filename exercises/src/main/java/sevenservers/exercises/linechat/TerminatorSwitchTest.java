package sevenservers.exercises.linechat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sevenservers.exercises.support.Explain;
import sevenservers.exercises.support.LoopStage;
import sevenservers.tests.TestClient;

@DisplayName("A letter box")
class TerminatorSwitchTest {

    private static final int LONGEST_HEADER = TerminatorSwitch.LONGEST_HEADER;
    private static final int LONGEST_BODY = TerminatorSwitch.LONGEST_BODY;

    @RegisterExtension
    final LoopStage stage = new LoopStage();

    private final Queue<Letter> letters = new ConcurrentLinkedQueue<>();
    private TestClient client;

    @BeforeEach
    void talk() {
        stage.start();
        client = nextClient();
    }

    @Test
    @DisplayName("takes one letter after the other, of any bytes.")
    void takesOneLetterAfterTheOther() {
        var bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        String all = new String(bytes, ISO_8859_1);
        String sent =
                "11 first\r\nhello,\r\nall5 second\r\n2 no\r256 third\r\n" + all;
        client.send(sent.getBytes(ISO_8859_1));
        assertTakes("first", "hello,\r\nall");
        assertTakes("second", "2 no\r");
        assertTakes("third", all);
    }

    @Test
    @DisplayName("takes letters that come byte by byte.")
    void takesLettersThatComeByteByByte() {
        for (char next : "3 ab c\r\nx\r\n2 d\r\n\r\n".toCharArray()) {
            client.send((byte) next);
            stage.settle();
        }
        assertTakes("ab c", "x\r\n");
        assertTakes("d", "\r\n");
    }

    @Test
    @DisplayName("takes a letter without a body as soon as its header is there.")
    void takesALetterWithoutABody() {
        client.send("0 nothing to say\r\n");
        assertTakes("nothing to say", "");
        client.send("3 more\r\nyes");
        assertTakes("more", "yes");
    }

    @Test
    @DisplayName("takes no letter before its last byte has come.")
    void takesNoLetterBeforeItsLastByte() {
        client.send("4 subject\r\nbod");
        stage.settle();
        assertThat(letters).as("letters that are taken when a byte is missing")
                .isEmpty();
        client.send("y");
        assertTakes("subject", "body");
        client.send("4 half\r\nbo").finish().expectEnd();
        assertThat(letters).as("letters of which only half has come").isEmpty();
    }

    @Test
    @DisplayName("takes the longest header, and refuses a longer one.")
    void takesTheLongestHeaderAndNoLonger() {
        String longest = "1 " + "s".repeat(LONGEST_HEADER - 2);
        client.send(longest + "\r\nb");
        assertTakes(longest.substring(2), "b");
        client.send("2 " + "s".repeat(LONGEST_HEADER - 1));
        expectRefusal("header too long", "a header of which more has come than a"
                + " header may have");
        client = nextClient();
        client.send("100 subject\r\n" + "b".repeat(100));
        assertTakes("subject", "b".repeat(100));
    }

    @Test
    @DisplayName("takes the longest body, and refuses a longer one at once.")
    void takesTheLongestBodyAndNoLonger() {
        String longest = "b".repeat(LONGEST_BODY);
        client.send(LONGEST_BODY + " subject\r\n" + longest);
        assertTakes("subject", longest);
        client.send(LONGEST_BODY + 1 + " subject\r\n");
        expectRefusal("body too long", "a header that announces more than anybody"
                + " will hold for a client, when no byte of it has come");
    }

    @Test
    @DisplayName("refuses what is no header, and then looks at nothing more.")
    void refusesWhatIsNoHeader() {
        for (String bad : new String[] {"", "subject", "3", "3 ", " 3 subject",
            "-3 subject", "3.0 subject", "1000000 subject"}) {
            client.send(bad + "\r\n0 another\r\n");
            expectRefusal("bad header", '"' + bad + '"');
            client = nextClient();
        }
        assertThat(letters).as("letters that are taken behind a bad header: nobody"
                + " can tell where they begin").isEmpty();
    }

    @Test
    @DisplayName("ends a connection for which a letter could not be taken.")
    void endsAConnectionIfALetterIsLostHere() {
        client = nextClient((subject, body) -> {
            if (!letters.isEmpty()) {
                throw new IllegalStateException("no room for another letter");
            }
            letters.add(letter(subject, body));
        });
        client.send("2 kept\r\nok").send("2 lost\r\nno");
        Explain.failure("A letter could not be taken, which is not its client's"
                + " fault", client::expectEnd);
        assertTakes("kept", "ok");
    }

    private TestClient nextClient() {
        return nextClient((subject, body) -> letters.add(letter(subject, body)));
    }

    private static Letter letter(String subject, byte[] body) {
        return new Letter(subject, new String(body, ISO_8859_1));
    }

    private TestClient nextClient(TerminatorSwitch.Letters taker) {
        TestClient next = stage.connect();
        stage.inLoop(() -> new TerminatorSwitch(stage.loop(), stage.accept(),
                ByteBuffer.allocate(4096), taker));
        return next;
    }

    private void assertTakes(String subject, String body) {
        if (!stage.becomes(() -> !letters.isEmpty())) {
            throw new AssertionError("a letter is not taken: \"" + subject + '"'
                    + (client.hasInput() ? ", and the client is told \""
                            + client.readLine().strip() + '"' : ""));
        }
        assertThat(letters.remove()).as("the next letter")
                .isEqualTo(new Letter(subject, body));
    }

    private void expectRefusal(String reason, String what) {
        Explain.failure("The client has sent " + what, () -> {
            client.expectLine("! " + reason + "\r");
            client.expectEnd();
        });
    }

    private record Letter(String subject, String body) {
    }
}
