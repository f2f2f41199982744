package sevenservers.reactor.programs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sevenservers.tests.Wait.PATIENCE;
import static sevenservers.tests.Wait.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.cli.CommandLines;
import sevenservers.contract.cli.Surroundings;
import sevenservers.reactor.ChatServer;
import sevenservers.reactor.Deferred;
import sevenservers.reactor.Reactor;
import sevenservers.reactor.RunningReactor;
import sevenservers.tests.FakeServer;
import sevenservers.tests.LogRecords;
import sevenservers.tests.RunningClient;
import sevenservers.tests.TestClient;
import sevenservers.tests.Threads;

@Timeout(120)
class ChatClientTest {

    private static final RunningClient.Program CLIENT =
            surroundings -> new ChatClientCommand(surroundings, PATIENCE);
    private static final RunningClient.Program IMPATIENT =
            surroundings -> new ChatClientCommand(surroundings,
                    Duration.ofSeconds(1));

    private LogRecords log;

    @BeforeEach
    void capture() {
        log = LogRecords.capture();
    }

    @AfterEach
    void release() {
        log.close();
        assertThat(log.failures()).isEmpty();
    }

    /** A timer that is left would end the chat, or keep what has ended. */
    @Test
    void leavesNoTimerWhileItChatsNorAfterwards() throws IOException {
        var keyboard = Pipe.open();
        var shown = new ByteArrayOutputStream();
        var surroundings =
                new Surroundings(Channels.newInputStream(keyboard.source()),
                        new PrintStream(shown, true, UTF_8), false);
        try (var server = new FakeServer(
                visit -> visit.say("CLIENT: 127.0.0.1:1\n").waitForEnd());
                var running = new RunningReactor()) {
            Deferred<Void> left =
                    running.call(() -> ChatClient.chat(running.reactor(),
                            server.address(), "andy", PATIENCE, surroundings));
            await().until(() -> shown.toString(UTF_8).contains("Connected"));
            running.call(() -> assertThat(running.reactor())
                    .extracting("timers.size").isEqualTo(0));
            keyboard.sink().close();
            running.awaitIdle();
            assertThat(running.call(left::hasFired)).isTrue();
        }
    }

    @Nested
    class InAChat {

        private ChatServer server;
        private int port;
        private sevenservers.tests.ChatClient betty;

        @BeforeEach
        void start() throws IOException {
            server = ChatServer.start(ServerOptions.defaults());
            port = server.address().getPort();
            betty = sevenservers.tests.ChatClient.join(
                    TestClient.connect(server.address(), PATIENCE), "betty");
        }

        @AfterEach
        void close() {
            betty.client().close();
            server.close();
        }

        private RunningClient join(String name) throws IOException {
            RunningClient client = RunningClient.join(CLIENT, name, port);
            betty.expect(
                    "(User " + name + " connected from " + client.where() + ")");
            return client;
        }

        @Test
        void saysWhatIsPipedInAndLeaves() throws IOException {
            try (var andy = join("andy")) {
                andy.type("hello\r\n\n  two: words \nno line feed").endInput();
                betty.expect("#[andy]>>> hello")
                        .expect("#[andy]>>>   two: words ")
                        .expect("#[andy]>>> no line feed")
                        .expect("(User andy disconnected)");
                andy.expectExit(0);
                assertThat(andy.err()).isEmpty();
                assertThat(andy.out()).isEqualTo("Connected to 127.0.0.1:" + port
                        + " as andy@" + andy.where() + "\n");
            }
        }

        @Test
        void talksWithAnother() throws IOException {
            try (var andy = join("andy"); var carl = join("carl")) {
                andy.expectOut("(User carl connected from " + carl.where() + ")\n")
                        .type("hi carl\n");
                carl.expectOut("#[andy]>>> hi carl\n").type("hi andy\n");
                andy.expectOut("#[carl]>>> hi andy\n").type("bye\n").endInput()
                        .expectExit(0);
                carl.expectOut("#[andy]>>> bye\n(User andy disconnected)\n")
                        .endInput().expectExit(0);
                betty.expect("#[andy]>>> hi carl").expect("#[carl]>>> hi andy")
                        .expect("#[andy]>>> bye");
            }
        }

        @Test
        void waitsForTheConsoleAndTheServerAtOnce() throws IOException {
            try (var andy = join("andy")) {
                betty.say("hi");
                andy.expectOut("#[betty]>>> hi\n").type("hi ").type("betty\n");
                betty.expect("#[andy]>>> hi betty").say("how are you?");
                andy.expectOut("#[betty]>>> how are you?\n").endInput()
                        .expectExit(0);
            }
        }

        @Test
        void sendsLettersOfEveryKind() throws IOException {
            try (var andy = join("andy")) {
                andy.type("gr\u00fc\u00df \ud83d\ude00: no").endInput();
                betty.expect("#[andy]>>> gr\u00fc\u00df \ud83d\ude00: no");
            }
        }

        @Test
        void promptsAtATerminal() throws IOException {
            try (var andy =
                    RunningClient.joinAtTerminal(CLIENT, "andy", port)) {
                String prompt = "[andy@" + andy.where() + "]> ";
                andy.expectOut("\n" + prompt).type("hello\n");
                andy.expectOut(prompt + prompt).type("\n");
                andy.expectOut(prompt + prompt + prompt);
                betty.say("hi");
                andy.expectOut(prompt + "\n#[betty]>>> hi\n" + prompt);
                andy.endInput().expectExit(0);
                assertThat(andy.out()).endsWith(prompt + "\n");
            }
        }

        @Test
        void sendsNoLineThatIsNotUtf8() throws IOException {
            try (var andy = join("andy")) {
                andy.type((byte) 0xff, (byte) '\n').type("well\n");
                betty.expect("#[andy]>>> well");
                andy.expectOut("not sent: this line is not UTF-8\n");
            }
        }

        /** With the name in front, a line must not exceed 4096 bytes. */
        @Test
        void sendsNoLineThatIsTooLongWithTheName() throws IOException {
            String longest = "\u00e9" + "x".repeat(4089);
            try (var andy = join("andy")) {
                andy.type(longest + "\n" + longest + "x\nwell\n");
                betty.expect("#[andy]>>> " + longest).expect("#[andy]>>> well");
                andy.expectOut("not sent: too long\n").endInput().expectExit(0);
            }
        }

        @Test
        void failsWhenALineIsTooLong() throws IOException {
            try (var andy =
                    RunningClient.joinAtTerminal(CLIENT, "andy", port)) {
                andy.type("well\n" + "x".repeat(4097) + "\nnever\n");
                andy.expectFailure("cannot send a line of more than 4096 bytes");
                assertThat(andy.out()).endsWith("]> \n");
                betty.expect("(User andy connected from " + andy.where() + ")")
                        .expect("#[andy]>>> well")
                        .expect("(User andy disconnected)");
            }
        }

        @Test
        void showsWhatTheServerDoesNotTake() throws IOException {
            try (var andy = join("andy")) {
                andy.type("a \033 b\n");
                andy.expectOut("\n! ").type("well\n");
                betty.expect("#[andy]>>> well");
            }
        }

        @Test
        void tellsWhyItIsRefused() throws IOException {
            try (var other = RunningClient.start(CLIENT, "betty", port)) {
                other.expectFailure("127.0.0.1:" + port + " refused: name taken");
                assertThat(other.out()).isEmpty();
                assertThat(other.taken()).isZero();
            }
        }

        @Test
        void endsWithTheServer() throws IOException {
            try (var andy =
                    RunningClient.joinAtTerminal(CLIENT, "andy", port)) {
                betty.client().close();
                server.close();
                andy.expectFailure("127.0.0.1:" + port
                        + " ended the chat: the connection was closed");
                assertThat(andy.out()).endsWith("]> \n");
            }
        }
    }

    @Nested
    class WithAnOddServer {

        private static final String WELCOME = "CLIENT: x\n";

        private final CountDownLatch sign = new CountDownLatch(1);
        private FakeServer server;
        private String where;

        /** Starts a server that hears the handshake, and then does so. */
        private void start(FakeServer.Script script) throws IOException {
            server = new FakeServer(visit -> {
                visit.hear();
                script.talk(visit);
            });
            where = "127.0.0.1:" + server.port();
        }

        @AfterEach
        void close() {
            sign.countDown();
            if (server != null) {
                server.close();
            }
        }

        private RunningClient andy() throws IOException {
            return RunningClient.start(CLIENT, "andy", server.port());
        }

        private RunningClient andyAtTerminal() throws IOException {
            return RunningClient.joinAtTerminal(CLIENT, "andy", server.port());
        }

        @Test
        void saysWhoItIsFirst() throws IOException {
            start(visit -> visit.say(WELCOME).waitForEnd());
            try (var andy = andy()) {
                andy.type("hello\n").expectOut("as andy@x\n").endInput()
                        .expectExit(0);
                assertThat(server.heard()).containsExactly("andy:<handshake>");
            }
        }

        @Test
        void takesLinesByteByByte() throws IOException {
            start(visit -> {
                for (byte letter : "CLIENT: x\r\nhi\n\nyou".getBytes(UTF_8)) {
                    visit.say(letter);
                }
                visit.hear();
                visit.say("\n").waitForEnd();
            });
            try (var andy = andy()) {
                andy.expectOut("Connected to " + where + " as andy@x\nhi\n\n")
                        .type("hello\n");
                andy.expectOut("\n\nyou\n").endInput().expectExit(0);
                assertThat(server.heard()).endsWith("andy:hello");
            }
        }

        @Test
        void escapesWhatOthersSay() throws IOException {
            String said = "#[betty]>>> \033[2J\u009b\r#[carl]>>> \u2028I";
            start(visit -> visit.say("CLIENT: \033[31m\u202e\n").say(said + "\n")
                    .waitForEnd());
            try (var andy = andyAtTerminal()) {
                andy.expectOut(
                        "as andy@\\u001B[31m\\u202E\n[andy@\\u001B[31m\\u202E]> "
                                + "\n#[betty]>>> \\u001B[2J\\u009B\\u000D"
                                + "#[carl]>>> \\u2028I\n");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "CLIENT: x without an end", "\r"})
        void waitsNotForeverForAnAnswer(String some) throws IOException {
            start(visit -> visit.say(some).waitForEnd());
            try (var andy =
                    RunningClient.start(IMPATIENT, "andy", server.port())) {
                andy.expectFailure(where + " said nothing for 1 s: is it a chat?");
                awaitHangUp();
            }
        }

        @Test
        void waitsNotForeverForAConnection() throws IOException {
            try (var listener = new FullListener();
                    var andy = RunningClient.start(IMPATIENT, "andy",
                            listener.port())) {
                andy.expectFailure("cannot reach 127.0.0.1:" + listener.port()
                        + ": nothing happened for 1.0 s (choose with --host and"
                        + " --port)");
            }
        }

        @Test
        void saysThatNobodyListens() throws IOException {
            int nobody = FakeServer.nobody().getPort();
            try (var andy = RunningClient.start(CLIENT, "andy", nobody)) {
                andy.expectFailure("cannot reach 127.0.0.1:" + nobody
                        + ": Connection refused (choose with --host and --port)");
            }
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', value = {"HTTP/1.1 400 Bad Request\\r\\n"
                + " | is no chat: it said HTTP/1.1 400 Bad Request",
            "'\\n' | 'is no chat: it said '",
            "hello\\7\\n | is no chat: it said hello\\u0007",
            "CLIENT\\n | is no chat: it said CLIENT",
            "! name\\33taken\\n | refused: name\\u001Btaken"})
        void doubtsWhatIsNoWelcome(String said, String told) throws IOException {
            start(visit -> visit.say(said.translateEscapes()).waitForEnd());
            try (var andy = andy()) {
                andy.expectFailure(where + " " + told);
                assertThat(andy.out()).isEmpty();
                awaitHangUp();
            }
        }

        @Test
        void doubtsWhatIsNoLine() throws IOException {
            byte[] noText = {(byte) 0xc3, '\n'};
            for (byte[] no : new byte[][] {noText,
                "x".repeat(4097).getBytes(UTF_8)}) {
                for (String first : new String[] {"", WELCOME}) {
                    start(visit -> visit.say(first).say(no).waitForEnd());
                    try (var andy = andy()) {
                        andy.expectFailure(
                                where + " is no chat: it sent what is no line");
                        awaitHangUp();
                    }
                    server.close();
                }
            }
        }

        /** What is told of the end has a line of its own. */
        @Test
        void leavesThePromptWhenItFails() throws IOException {
            start(visit -> visit.say(WELCOME).waitFor(sign)
                    .say((byte) 0xc3, (byte) '\n').waitForEnd());
            try (var andy = andyAtTerminal()) {
                andy.expectOut("[andy@x]> ");
                sign.countDown();
                andy.expectFailure(where + " is no chat: it sent what is no line");
                assertThat(andy.out()).endsWith("[andy@x]> \n");
            }
        }

        @Test
        void seesAnEndWithoutAnAnswer() throws IOException {
            start(visit -> {
            });
            try (var andy = andy()) {
                andy.expectFailure(
                        where + " ended the chat: the connection was closed");
            }
        }

        @Test
        void seesAResetWithoutAnAnswer() throws IOException {
            start(FakeServer.Visit::reset);
            try (var andy = andy()) {
                andy.expectFailure(where + " ended the chat: the connection broke:"
                        + " Connection reset");
            }
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void seesAnEndAmidTheChat(boolean reset) throws IOException {
            start(visit -> {
                visit.say(WELCOME).hear();
                if (reset) {
                    visit.reset();
                }
            });
            try (var andy = andyAtTerminal()) {
                andy.type("go\n");
                andy.expectFailure(where + " ended the chat: the connection "
                        + (reset ? "broke: Connection reset" : "was closed"));
                assertThat(andy.out()).endsWith("[andy@x]> \n");
            }
        }

        @Test
        void waitsForWhatIsStillToCome() throws IOException {
            start(visit -> {
                visit.say(WELCOME);
                assertThat(visit.hearToEnd()).isEqualTo("andy:bye\n");
                visit.say("#[betty]>>> ").waitFor(sign).say("bye\n");
            });
            try (var andy = andy()) {
                andy.type("bye").endInput();
                awaitHeard(andy);
                sign.countDown();
                andy.expectExit(0);
                assertThat(andy.out()).endsWith("as andy@x\n#[betty]>>> bye\n");
            }
        }

        private void awaitHeard(RunningClient andy) {
            await().until(() -> andy.taken() == 3);
        }

        @Test
        void leavesAServerThatDoesNotEnd() throws IOException {
            start(visit -> {
                visit.say(WELCOME).hearToEnd();
                visit.say("late\n").waitFor(sign);
            });
            try (var andy =
                    RunningClient.join(IMPATIENT, "andy", server.port())) {
                andy.endInput().expectExit(0);
                assertThat(andy.out()).endsWith("late\n");
            }
        }

        /** What was said last may not have arrived. */
        @Test
        void doubtsAResetWhileItLeaves() throws IOException {
            start(visit -> {
                visit.say(WELCOME).hearToEnd();
                visit.reset();
            });
            try (var andy = andy()) {
                andy.type("bye").endInput();
                andy.expectFailure(where + " ended the chat: the connection broke:"
                        + " Connection reset");
            }
        }

        @Test
        void readsNoFasterThanTheServer() throws Exception {
            String line = "x".repeat(999) + "\n";
            int count = 16_000;
            var heard = new CompletableFuture<String>();
            start(visit -> {
                visit.say(WELCOME).waitFor(sign).say("now\n");
                heard.complete(visit.hearToEnd());
            });
            try (var andy = andy()) {
                Thread typing = Thread.ofVirtual()
                        .start(() -> andy.type(line.repeat(count)).endInput());
                var before = new AtomicLong(-1);
                await().pollInterval(Duration.ofMillis(200)).until(() -> andy
                        .taken() == before.getAndSet(andy.taken())
                        && andy.taken() > 0);
                assertThat(andy.taken()).isLessThan(line.length() * count / 2);
                assertThat(andy.out()).doesNotContain("now");
                sign.countDown();
                String all = heard.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertThat(all.equals(("andy:" + line).repeat(count)))
                        .as("all has arrived, in order").isTrue();
                andy.expectExit(0).expectOut("now\n");
                await().until(() -> !typing.isAlive());
            }
        }

        private void awaitHangUp() {
            await("the client has hung up").pollInterval(Duration.ofMillis(5))
                    .until(() -> server.talks() == 0);
        }
    }

    @Nested
    class WithAnOddConsole {

        private final StringWriter err = new StringWriter();
        private Pipe keyboard;

        @BeforeEach
        void open() throws IOException {
            keyboard = Pipe.open();
        }

        @AfterEach
        void close() throws IOException {
            keyboard.sink().close();
            await().until(() -> Threads.named("console").isEmpty());
            keyboard.source().close();
        }

        private int join(ChatServer server, InputStream in, OutputStream out) {
            var surroundings = new Surroundings(in,
                    new PrintStream(out, true, UTF_8), false);
            var command =
                    new CommandLine(new ChatClientCommand(surroundings, PATIENCE));
            command.setErr(new PrintWriter(err, true));
            return CommandLines.execute(command, "andy", "--port",
                    String.valueOf(server.address().getPort()));
        }

        @Test
        void endsWhenItCanShowNothing() throws IOException {
            try (var server = ChatServer.start(ServerOptions.defaults())) {
                var full = new OutputStream() {

                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("no space left");
                    }
                };
                assertThat(join(server, Channels.newInputStream(keyboard.source()),
                        full)).isOne();
            }
            assertThat(err).hasToString(
                    "cannot write to standard output" + System.lineSeparator());
        }

        @Test
        void endsWhenItCanReadNothing() throws IOException {
            try (var server = ChatServer.start(ServerOptions.defaults())) {
                InputStream broken = InputStream.nullInputStream();
                broken.close();
                assertThat(join(server, broken, new ByteArrayOutputStream()))
                        .isOne();
            }
            assertThat(err).hasToString("cannot read standard input: Stream closed"
                    + System.lineSeparator());
        }

        @Test
        void leavesNothingInTheReactor() throws Exception {
            try (var server = ChatServer.start(ServerOptions.defaults());
                    var reactor = new RunningReactor()) {
                CompletableFuture<Void> left = chat(reactor, server.address());
                keyboard.sink().close();
                left.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                reactor.awaitIdle();
            }
        }

        /** Not even lines that the server does not take. */
        @Test
        void leavesNothingInTheReactorWhenItFails() throws Exception {
            var sign = new CountDownLatch(1);
            try (var server = new FakeServer(visit -> {
                visit.hear();
                visit.say("CLIENT: x\n").waitFor(sign)
                        .say((byte) 0xc3, (byte) '\n')
                        .waitFor(new CountDownLatch(1));
            }); var reactor = new RunningReactor()) {
                CompletableFuture<Void> left = chat(reactor, server.address());
                typeUntilNothingIsTaken();
                sign.countDown();
                assertThatThrownBy(
                        () -> left.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .hasMessageContaining("it sent what is no line");
                reactor.awaitIdle();
            }
        }

        private void typeUntilNothingIsTaken() throws IOException {
            byte[] lines = "x\n".repeat(50_000).getBytes(UTF_8);
            keyboard.sink().configureBlocking(false);
            await().during(Duration.ofMillis(300))
                    .pollInterval(Duration.ofMillis(20)).until(() -> {
                        int typed = 0;
                        for (int more; (more = keyboard.sink()
                                .write(ByteBuffer.wrap(lines))) > 0;) {
                            typed += more;
                        }
                        return typed == 0;
                    });
        }

        /** The long name makes of short lines more than the kernel takes later. */
        private CompletableFuture<Void> chat(RunningReactor reactor,
                InetSocketAddress server) {
            var ages = Duration.ofHours(1);
            return reactor.call(() -> ChatClient
                    .chat(reactor.reactor(), server, "a".repeat(32), ages,
                            surroundings())
                    .toFuture(reactor.reactor()::callFromThread));
        }

        @Test
        void leavesNoTimerWhenItCannotConnect() throws IOException {
            try (var reactor = new Reactor()) {
                reactor.stop();
                assertThatThrownBy(() -> ChatClient.chat(reactor,
                        FakeServer.nobody(), "andy", PATIENCE, surroundings()))
                        .isInstanceOf(IOException.class);
                assertThat(reactor).as("only that of the reactor's own end")
                        .extracting("timers.size").isEqualTo(1);
            }
        }

        private Surroundings surroundings() {
            return new Surroundings(Channels.newInputStream(keyboard.source()),
                    new PrintStream(OutputStream.nullOutputStream()), false);
        }
    }
}
