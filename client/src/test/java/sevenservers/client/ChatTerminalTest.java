package sevenservers.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.client.FakeServer.Caller;

/** Chatting at a terminal, which is here a screen in memory. */
@Timeout(120)
class ChatTerminalTest {

    private static final String PROMPT = "[andy@127.0.0.1:50312]> ";
    private static final String CTRL_C = "\003";
    private static final String CTRL_D = "\004";
    private static final String LEFT = "\033[D";
    private static final String UP = "\033[A";

    private FakeServer server;
    private ScreenTerminal screen;
    private LineDisciplineTerminal terminal;
    private RunningClient client;
    private Caller andy;

    @BeforeEach
    void join() throws IOException {
        server = new FakeServer();
        var pair = ScreenTerminal.withTerminal("test", "ansi", 60, 8);
        screen = pair.screen();
        terminal = pair.terminal();
        client = RunningClient.atTerminal(() -> terminal, "--port", server.port(),
                "andy");
        andy = server.welcome("andy");
        awaitScreen("Ctrl-D leaves the chat.", PROMPT);
    }

    @AfterEach
    void leave() {
        andy.close();
        client.close();
        server.close();
    }

    private void type(String keys) throws IOException {
        terminal.processInputBytes(keys.getBytes(UTF_8));
    }

    /** Waits until the screen shows these lines and nothing below them. */
    private void awaitScreen(String... lines) {
        String expected = String.join("\n", lines).stripTrailing();
        await().untilAsserted(() -> assertThat(text()).isEqualTo(expected));
    }

    private String text() {
        return screen.toString().replaceAll(" +\n", "\n").stripTrailing();
    }

    @Test
    void theLineBeingTypedSurvivesWhatArrives() throws Exception {
        type("hello bety");
        awaitScreen("Ctrl-D leaves the chat.", PROMPT + "hello bety");
        andy.send("""
                (User betty connected from 127.0.0.1:50314)
                #[betty]>>> hi all
                """);
        awaitScreen("Ctrl-D leaves the chat.",
                "(User betty connected from 127.0.0.1:50314)", "#[betty]>>> hi all",
                PROMPT + "hello bety");
        type(LEFT + "t");
        awaitScreen("Ctrl-D leaves the chat.",
                "(User betty connected from 127.0.0.1:50314)", "#[betty]>>> hi all",
                PROMPT + "hello betty");
        andy.send("#[betty]>>> anyone?\n");
        awaitScreen("Ctrl-D leaves the chat.",
                "(User betty connected from 127.0.0.1:50314)", "#[betty]>>> hi all",
                "#[betty]>>> anyone?", PROMPT + "hello betty");
        type("\r");
        assertThat(andy.line()).isEqualTo("andy:hello betty");
        awaitScreen("Ctrl-D leaves the chat.",
                "(User betty connected from 127.0.0.1:50314)", "#[betty]>>> hi all",
                "#[betty]>>> anyone?", PROMPT + "hello betty", PROMPT);
    }

    @Test
    void whatIsTypedArrivesAsItIsAndIsRemembered() throws Exception {
        String odd = " !! \\n \"open 'quote # %s $x ü☺ \\";
        type(odd + "\r");
        assertThat(andy.line()).isEqualTo("andy:" + odd);
        type(UP + "\r");
        assertThat(andy.line()).isEqualTo("andy:" + odd);
        type("\r \r");
        assertThat(andy.line()).isEqualTo("andy: ");
    }

    @Test
    void pastedLinesAreSentOneByOne() throws Exception {
        type("\033[200~one\ntwo\n\nthree\033[201~\r");
        assertThat(andy.line()).isEqualTo("andy:one");
        assertThat(andy.line()).isEqualTo("andy:two");
        assertThat(andy.line()).isEqualTo("andy:three");
    }

    @Test
    void ctrlDLeavesAndWhatStillComesIsShown() throws Exception {
        type("bye\r");
        assertThat(andy.line()).isEqualTo("andy:bye");
        type(CTRL_D);
        assertThat(andy.line()).isNull();
        andy.send("#[betty]>>> bye andy\n");
        andy.finish();
        assertThat(client.status()).isZero();
        assertThat(text()).endsWith("\n#[betty]>>> bye andy");
        assertThat(client.err()).isEmpty();
    }

    @Test
    void ctrlCLeavesAndDropsTheUnfinishedLine() throws Exception {
        type("said\r" + "unsaid");
        assertThat(andy.line()).isEqualTo("andy:said");
        awaitScreen("Ctrl-D leaves the chat.", PROMPT + "said", PROMPT + "unsaid");
        type(CTRL_C);
        assertThat(andy.line()).isNull();
        andy.close();
        assertThat(client.status()).isZero();
        assertThat(client.err()).isEmpty();
    }

    @Test
    void whenTheServerEndsTheConnectionTheEditorEnds() throws Exception {
        type("half a l");
        awaitScreen("Ctrl-D leaves the chat.", PROMPT + "half a l");
        andy.finish();
        assertThat(client.status()).isEqualTo(1);
        assertThat(client.err()).isEqualTo("the server ended the connection\n");
        assertThat(text()).endsWith(PROMPT + "half a l");
    }

    @Test
    void aTextThatCannotBeSentIsToldAbovePrompt() throws Exception {
        type("a\026\033b\r");
        await().until(() -> text().contains(
                "not sent: a control character (\\u001B) at position 2\n"
                        + PROMPT.strip()));
        type("ok\r");
        assertThat(andy.line()).isEqualTo("andy:ok");
    }

    @Test
    void charactersThatCouldMoveACursorAreShownEscaped() throws Exception {
        andy.send("#[b]>>> \u001b[2Jx\u0007\n\u001b]0;title\u0007\n");
        awaitScreen("Ctrl-D leaves the chat.", "#[b]>>> \\u001B[2Jx\\u0007",
                "\\u001B]0;title\\u0007", PROMPT);
    }

    @Test
    void namesAndErrorsHaveTheirColours() throws Exception {
        var raw = new ByteArrayOutputStream();
        var colourful =
                new LineDisciplineTerminal("test", "xterm-256color", raw, UTF_8);
        colourful.setSize(Size.of(80, 24));
        try (var display = new TerminalDisplay(colourful)) {
            display.joined("betty", "[::1]:5");
            display.received(line("#[betty]>>> hi"));
            display.received(line("#[betty]>>> hi"));
            display.received(line("(User betty disconnected)"));
            display.received(line("! already joined"));
            display.received(line("something else"));
        }
        String[] lines = raw.toString(UTF_8).split("\r?\n", -1);
        assertThat(lines[1]).isEqualTo(lines[2])
                .matches(".*\033\\[34[0-9;]*mbetty.*m hi");
        assertThat(lines[3]).isEqualTo("\033[2m(User betty disconnected)\033[0m");
        assertThat(lines[4]).isEqualTo("\033[31m! already joined\033[0m");
        assertThat(lines[5]).isEqualTo("something else");
    }

    private static LineInput.Line line(String text) {
        return new LineInput.Line(text, true, LineInput.End.TERMINATED);
    }

    @Test
    void aTerminalThatCanDoNothingIsUsedPlainly() throws Exception {
        var dumb = new LineDisciplineTerminal("test", "dumb",
                new ByteArrayOutputStream(),
                UTF_8);
        try (var plain =
                RunningClient.atTerminal(() -> dumb, "--port", server.port(), "b");
                Caller b = server.welcome("b")) {
            plain.type("hello\n").endInput();
            assertThat(b.line()).isEqualTo("b:hello");
            assertThat(b.line()).isNull();
            b.send("! already joined\n");
            b.finish();
            assertThat(plain.status()).isZero();
            assertThat(plain.out())
                    .isEqualTo("CLIENT: 127.0.0.1:50312\n! already joined\n");
        }
    }
}
