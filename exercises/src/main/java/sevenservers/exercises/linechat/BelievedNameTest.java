package sevenservers.exercises.linechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sevenservers.contract.HostPort;
import sevenservers.contract.Limits;
import sevenservers.exercises.support.Explain;
import sevenservers.exercises.support.LoopStage;
import sevenservers.tests.TestClient;

@DisplayName("A chat")
class BelievedNameTest {

    @RegisterExtension
    final LoopStage stage = new LoopStage();

    private InetSocketAddress address;
    private TestClient andy;
    private TestClient betty;

    @BeforeEach
    void listen() throws IOException {
        address = new BelievedName(stage.loop(), LoopStage.anyPort()).address();
        stage.start();
        andy = join("andy");
        betty = join("betty");
    }

    @Test
    @DisplayName("tells the others what one says, and who it is.")
    void tellsTheOthersWhatOneSays() {
        TestClient carol = join("carol");
        andy.send("hello\n");
        assertHears(betty, "#[andy]>>> hello");
        assertHears(carol, "#[andy]>>> hello");
        betty.send("welcome\n");
        assertHears(carol, "#[betty]>>> welcome");
        assertHears(andy, "#[betty]>>> welcome");
    }

    @Test
    @DisplayName("takes one's own name off a message, once.")
    void takesTheOwnNameOffOnce() {
        andy.send("andy:hello\nandy:andy:hello\nandy:\n");
        assertHears(betty, "#[andy]>>> hello");
        assertHears(betty, "#[andy]>>> andy:hello");
        assertHears(betty, "#[andy]>>> ");
    }

    @Test
    @DisplayName("keeps the colons of a text.")
    void keepsTheColonsOfAText() {
        andy.send("see http://localhost:80\nandy:see http://localhost\n: yes\n");
        assertHears(betty, "#[andy]>>> see http://localhost:80");
        assertHears(betty, "#[andy]>>> see http://localhost");
        assertHears(betty, "#[andy]>>> : yes");
    }

    @Test
    @DisplayName("lets nobody speak for another one.")
    void letsNobodySpeakForAnother() {
        TestClient carol = join("carol");
        andy.send("betty:I owe andy ten\n");
        Explain.failure("Andy has said something about betty, and betty has said"
                + " nothing at all",
                () -> assertHears(carol, "#[andy]>>> betty:I owe andy ten"));
        Explain.failure("Betty should hear what is said in her name, and by whom",
                () -> assertHears(betty, "#[andy]>>> betty:I owe andy ten"));
    }

    @Test
    @DisplayName("takes a name that is almost one's own for a part of the text.")
    void comparesNamesExactly() {
        andy.send("Andy:hello\nandyman:hello\n andy:hello\n");
        assertHears(betty, "#[andy]>>> Andy:hello");
        assertHears(betty, "#[andy]>>> andyman:hello");
        assertHears(betty, "#[andy]>>>  andy:hello");
    }

    @Test
    @DisplayName("lets in nobody without a name, or with one that another has.")
    void letsInNobodyWithoutANameOfHisOwn() {
        refuses("andy:<handshake>");
        refuses("and y:<handshake>");
        refuses("carol:hello");
        refuses("carol");
        betty.send("only me\n");
        assertHears(andy, "#[betty]>>> only me");
        andy.send("still here\n");
        assertHears(betty, "#[andy]>>> still here");
    }

    @Test
    @DisplayName("gives a name to somebody else when its owner has left.")
    void givesANameToSomebodyElse() {
        andy.finish().expectEnd();
        TestClient another = join("andy");
        another.send("I am new\n");
        assertHears(betty, "#[andy]>>> I am new");
    }

    @Test
    @DisplayName("bounds what one may say at once.")
    void boundsWhatOneMaySayAtOnce() {
        String longest = "y".repeat(Limits.MAX_LINE);
        andy.send(longest + "\n");
        assertHears(betty, "#[andy]>>> " + longest);
        andy.send(longest + "y");
        Explain.failure("More has come than a line may have, and no end of it. All"
                + " of it would be kept in memory", andy::expectEnd);
    }

    private TestClient join(String name) {
        TestClient client = stage.connect(address).send(name + ":<handshake>\n");
        assertThat(client.readLine()).as("the answer to the handshake")
                .isEqualTo("CLIENT: " + HostPort.format(client.address()));
        return client;
    }

    private void refuses(String firstLine) {
        TestClient client = stage.connect(address).send(firstLine + "\nhello\n");
        Explain.failure("A client that begins with \"" + firstLine + '"',
                client::expectEnd);
    }

    private static void assertHears(TestClient client, String line) {
        assertThat(client.readLine()).as("what a member is told").isEqualTo(line);
    }
}
