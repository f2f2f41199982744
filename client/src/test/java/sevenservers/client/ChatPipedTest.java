package sevenservers.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sevenservers.client.FakeServer.Caller;

/** Chatting with input and output that are pipes or files. */
@Timeout(120)
class ChatPipedTest {

    private FakeServer server;

    @BeforeEach
    void listen() throws IOException {
        server = new FakeServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RunningClient join(String name) {
        return RunningClient.piped("--port", server.port(), name);
    }

    @Test
    void whatIsReceivedIsPrintedAndNothingElse() throws Exception {
        try (RunningClient client = join("andy");
                Caller andy = server.welcome("andy")) {
            andy.send("""
                    (User betty connected from 127.0.0.1:50314)
                    #[betty]>>> hi andy: see http://localhost\r
                    #[betty]>>>  ☺ \tß
                    ! already joined
                    (User betty disconnected)
                    """);
            client.awaitOut("disconnected").endInput();
            assertThat(andy.line()).isNull();
            andy.finish();
            assertThat(client.status()).isZero();
            assertThat(client.out()).isEqualTo("""
                    CLIENT: 127.0.0.1:50312
                    (User betty connected from 127.0.0.1:50314)
                    #[betty]>>> hi andy: see http://localhost
                    #[betty]>>>  ☺ \tß
                    ! already joined
                    (User betty disconnected)
                    """);
            assertThat(client.err()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"hello, andy:hello", "andy:hello, andy:andy:hello", "' ', 'andy: '",
        "betty:hi, andy:betty:hi", "x:<handshake>, andy:x:<handshake>",
        ":<handshake>, andy::<handshake>", "<handshake>, <handshake>", ":, andy::",
        "'\tßüπ ☺ 𝄞', 'andy:\tßüπ ☺ 𝄞'", "'hello\r', andy:hello"})
    void theServerIsSentWhatMakesTheTextArriveUnchanged(String typed, String sent)
            throws Exception {
        try (RunningClient client = join("andy");
                Caller andy = server.welcome("andy")) {
            client.type(typed + "\n");
            assertThat(andy.line()).isEqualTo(sent);
        }
    }

    @Test
    void emptyLinesAreNotSentAndALastLineWithoutItsEndIs() throws Exception {
        try (RunningClient client = join("andy");
                Caller andy = server.welcome("andy")) {
            client.type("\n\r\na\n\nb").endInput();
            assertThat(andy.line()).isEqualTo("andy:a");
            assertThat(andy.line()).isEqualTo("andy:b");
            assertThat(andy.line()).isNull();
            andy.finish();
            assertThat(client.status()).isZero();
        }
    }

    @Test
    void afterTheEndOfInputWhatStillComesIsPrinted() throws Exception {
        try (RunningClient client = join("andy");
                Caller andy = server.welcome("andy")) {
            client.type("bye\n").endInput();
            assertThat(andy.line()).isEqualTo("andy:bye");
            assertThat(andy.line()).isNull();
            andy.send("#[betty]>>> bye andy\n");
            client.awaitOut("bye andy");
            andy.send("#[betty]>>> unfin");
            andy.finish();
            assertThat(client.status()).isZero();
            assertThat(client.out())
                    .endsWith(">>> bye andy\n#[betty]>>> unfin [cut]\n");
        }
    }

    @Test
    void aServerThatDoesNotEndTheConnectionIsLeftAfterATime() throws Exception {
        var err = new ByteArrayOutputStream();
        var display = new PlainDisplay(InputStream.nullInputStream(),
                new PrintStream(OutputStream.nullOutputStream(), true, UTF_8),
                new PrintStream(err, true, UTF_8));
        var welcome = new FutureTask<>(() -> server.welcome("andy"));
        Thread.ofVirtual().start(welcome);
        try (var connection = ChatConnection.join("andy", "127.0.0.1",
                Integer.parseInt(server.port()), Duration.ofSeconds(10));
                Caller andy = welcome.get()) {
            new Conversation(connection, display, Duration.ofMillis(100)).run();
            assertThat(andy.line()).isNull();
            assertThat(err.toString(UTF_8))
                    .isEqualTo("the server did not end the connection in time\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "name taken, name taken (someone in the chat is andy; choose another name)",
        "server full, server full (try again later)", "join timeout, join timeout",
        "bad name, bad name",
        "expected NAME:<handshake>, expected NAME:<handshake>",
        "'\u001b[2J', '\\u001B[2J'"})
    void whoIsRefusedIsToldWhyAndWaitsForNoInput(String reason, String told)
            throws Exception {
        try (RunningClient client = join("andy"); Caller andy = server.accept()) {
            andy.line();
            andy.send("! " + reason + "\n");
            andy.finish();
            assertThat(client.status()).isEqualTo(1);
            assertThat(client.err())
                    .isEqualTo(server.address() + " refused: " + told + "\n");
            assertThat(client.out()).isEmpty();
        }
    }

    @Test
    void aServerThatIsFullMayEndTheConnectionBeforeItReads() throws Exception {
        try (RunningClient client = join("andy"); Caller andy = server.accept()) {
            andy.send("! server full\n");
            andy.finish();
            assertThat(client.status()).isEqualTo(1);
            assertThat(client.err())
                    .contains("refused: server full (try again later)");
        }
    }

    @Test
    void whenTheServerEndsTheConnectionTheClientEndsAtOnce() throws Exception {
        try (RunningClient client = join("andy");
                Caller andy = server.welcome("andy")) {
            andy.send("#[betty]>>> hi\n! line too long\n");
            andy.finish();
            assertThat(client.status()).isEqualTo(1);
            assertThat(client.out()).endsWith("#[betty]>>> hi\n! line too long\n");
            assertThat(client.err()).isEqualTo("the server ended the connection\n");
        }
    }

    @Test
    void whenTheConnectionBreaksTheClientEndsAtOnce() throws Exception {
        try (RunningClient client = join("andy");
                Caller andy = server.welcome("andy")) {
            client.awaitOut("CLIENT:");
            andy.reset();
            assertThat(client.status()).isEqualTo(1);
            assertThat(client.err())
                    .isEqualTo("the connection broke: Connection reset\n");
        }
    }

    @Test
    void whenItBreaksAfterTheEndOfInputNobodyKnowsWhatArrived() throws Exception {
        try (RunningClient client = join("andy");
                Caller andy = server.welcome("andy")) {
            client.type("bye\n").endInput();
            assertThat(andy.line()).isEqualTo("andy:bye");
            assertThat(andy.line()).isNull();
            andy.reset();
            assertThat(client.status()).isEqualTo(1);
            assertThat(client.err())
                    .isEqualTo("the connection broke: Connection reset\n");
        }
    }

    @Test
    void charactersThatCouldMoveACursorAreShownEscaped() throws Exception {
        try (RunningClient client = join("andy");
                Caller andy = server.welcome("andy")) {
            andy.send("#[b]>>> \u001b[31mred\u0007 a\rb \u202ertl \u0085\n");
            andy.send("#[b]>>> \u00e9 ".getBytes(ISO_8859_1));
            andy.send("\n");
            andy.finish();
            client.status();
            assertThat(client.out())
                    .endsWith("#[b]>>> \\u001B[31mred\\u0007 a\\u000Db "
                            + "\\u202Ertl \\u0085\n#[b]>>> \uFFFD \n");
        }
    }

    @Test
    void aLineWithoutEndIsCutAndTheNextOneIsWhole() throws Exception {
        try (RunningClient client = join("andy");
                Caller andy = server.welcome("andy")) {
            andy.send("x".repeat(LineInput.LONGEST + 1));
            client.awaitOut("x".repeat(LineInput.LONGEST) + " [cut]\n");
            andy.send("x".repeat(1_000_000) + "\n#[betty]>>> hi\n");
            andy.finish();
            client.status();
            assertThat(client.out()).endsWith("x [cut]\n#[betty]>>> hi\n");
        }
    }

    @Test
    void aTextThatTheServerWouldRefuseIsNotSent() throws Exception {
        try (RunningClient client = join("andy");
                Caller andy = server.welcome("andy")) {
            client.type("x".repeat(4092) + "\n").type("ü".repeat(40_000) + "\n")
                    .type("a\u001b[0m\n").type("a\rb\n")
                    .type((byte) 0xe9, (byte) '\n').type("x".repeat(4091) + "\n");
            assertThat(andy.line()).isEqualTo("andy:" + "x".repeat(4091));
            assertThat(client.err()).isEqualTo("""
                    not sent: too long, 4,097 of at most 4,096 bytes with the name
                    not sent: too long, 16,389 of at most 4,096 bytes with the name
                    not sent: a control character (\\u001B) at position 2
                    not sent: a control character (\\u000D) at position 2
                    not sent: a line that is not UTF-8
                    """);
        }
    }

    @Test
    void whereNobodyListensTheClientSaysSo() throws Exception {
        server.close();
        try (RunningClient client = join("andy")) {
            assertThat(client.status()).isEqualTo(1);
            assertThat(client.err()).isEqualTo("cannot reach " + server.address()
                    + ": Connection refused (is a server running there? choose "
                    + "with --host and --port)\n");
        }
    }

    @Test
    void aServerOfAnotherKindIsRecognized() throws Exception {
        try (RunningClient client = join("andy"); Caller andy = server.accept()) {
            andy.send(andy.line() + "\u0007\n");
            assertThat(client.status()).isEqualTo(1);
            assertThat(client.err()).isEqualTo(server.address()
                    + " is no chat server: it answered "
                    + "\"andy:<handshake>\\u0007\"\n");
        }
    }

    @Test
    void aServerThatEndsWithoutAnAnswerIsNamed() throws Exception {
        try (RunningClient client = join("andy"); Caller andy = server.accept()) {
            andy.line();
            andy.finish();
            assertThat(client.status()).isEqualTo(1);
            assertThat(client.err()).isEqualTo(server.address()
                    + " ended the connection without an answer\n");
        }
    }

    @Test
    void aServerThatSaysNothingIsNotWaitedForForever() throws Exception {
        int port = Integer.parseInt(server.port());
        assertThatThrownBy(() -> ChatConnection.join("andy", "127.0.0.1", port,
                Duration.ofMillis(100))).isInstanceOf(IOException.class)
                .hasMessage(server.address()
                        + " accepted the connection but says nothing: "
                        + "is it a chat server?");
        assertThat(server.accept().line()).isEqualTo("andy:<handshake>");
    }

    @Test
    void whenNobodyTakesTheOutputTheClientEnds() throws Exception {
        var broken = new OutputStream() {

            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        try (var client =
                RunningClient.writingTo(broken, "--port", server.port(), "andy");
                Caller andy = server.welcome("andy")) {
            assertThat(client.status()).isEqualTo(1);
            assertThat(client.err()).isEqualTo("cannot write to standard output\n");
            assertThat(andy.line()).isNull();
        }
    }
}
