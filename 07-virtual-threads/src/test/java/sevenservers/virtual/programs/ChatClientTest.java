package sevenservers.virtual.programs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.PATIENCE;
import static sevenservers.tests.Wait.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
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
import sevenservers.tests.FakeServer;
import sevenservers.tests.Outcome;
import sevenservers.tests.RunningClient;
import sevenservers.tests.TestClient;
import sevenservers.virtual.VirtualStyle;

@Timeout(120)
class ChatClientTest {

    private static final RunningClient.Program CLIENT =
            surroundings -> new ChatClientCommand(surroundings, PATIENCE);
    private static final RunningClient.Program IMPATIENT =
            surroundings -> new ChatClientCommand(surroundings,
                    Duration.ofSeconds(1));

    @Nested
    class InAChat {

        private StreamChat server;
        private int port;
        private sevenservers.tests.ChatClient betty;

        @BeforeEach
        void start() throws IOException {
            server = StreamChat.start(ServerOptions.defaults());
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
                andy.type((byte) 0xff, (byte) '\n').type("gr\u00fc\u00df\n");
                betty.expect("#[andy]>>> gr\u00fc\u00df");
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
            try (var andy = join("andy")) {
                andy.type("well\n" + "x".repeat(4097) + "\nnever\n");
                andy.expectFailure("cannot send a line of more than 4096 bytes");
                betty.expect("#[andy]>>> well").expect("(User andy disconnected)");
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

        /** The thread that waits for the console stays behind. */
        @Test
        void endsWithTheServerThoughNothingIsTyped() throws IOException {
            try (var andy =
                    RunningClient.joinAtTerminal(CLIENT, "andy", port)) {
                andy.expectOut("]> ");
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
                assertThat(server.heard()).containsExactly("andy:<handshake>",
                        "andy:hello");
            }
        }

        @Test
        void escapesWhatOthersSay() throws IOException {
            String said = "#[betty]>>> \033[2J\u009b\r#[carl]>>> \u2028I";
            start(visit -> visit.say("CLIENT: \033[31m\u202e\n").say(said + "\n")
                    .waitForEnd());
            try (var andy = andy()) {
                andy.expectOut("as andy@\\u001B[31m\\u202E\n"
                        + "#[betty]>>> \\u001B[2J\\u009B\\u000D"
                        + "#[carl]>>> \\u2028I\n");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "CLIENT: x without an end"})
        void waitsNotForeverForAnAnswer(String some) throws IOException {
            start(visit -> visit.say(some).waitForEnd());
            try (var andy =
                    RunningClient.start(IMPATIENT, "andy", server.port())) {
                andy.expectFailure(where + " said nothing for 1 s: is it a chat?");
                await().until(() -> server.talks() == 0);
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
        @CsvSource(delimiter = '|', value = {
            "HTTP/1.1 400 Bad\\r\\n | is no chat: it said HTTP/1.1 400 Bad",
            "'\\n' | 'is no chat: it said '",
            "hello\\7\\n | is no chat: it said hello\\u0007",
            "! name\\33taken\\n | refused: name\\u001Btaken"})
        void doubtsWhatIsNoWelcome(String said, String told) throws IOException {
            start(visit -> visit.say(said.translateEscapes()).waitForEnd());
            try (var andy = andy()) {
                andy.expectFailure(where + " " + told);
                assertThat(andy.out()).isEmpty();
                await().until(() -> server.talks() == 0);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"", WELCOME})
        void doubtsWhatIsNoLine(String first) throws IOException {
            start(visit -> visit.say(first).say((byte) 0xc3, (byte) '\n')
                    .waitForEnd());
            try (var andy = andy()) {
                andy.expectFailure(where + " is no chat: it sent what is no line");
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
        void tellsThatTheConnectionBroke() throws IOException {
            start(visit -> {
                visit.say(WELCOME).hear();
                visit.reset();
            });
            try (var andy = andy()) {
                andy.type("go\n");
                andy.expectFailure(where + " ended the chat: the connection broke:"
                        + " Connection reset");
            }
        }

        @Test
        void showsWhatIsStillToComeWhenItLeaves() throws IOException {
            start(visit -> {
                visit.say(WELCOME);
                assertThat(visit.hearToEnd()).isEqualTo("andy:bye\n");
                visit.say("#[betty]>>> ").waitFor(sign).say("bye\n");
            });
            try (var andy = andy()) {
                andy.type("bye").endInput();
                await().until(() -> andy.taken() == 3);
                sign.countDown();
                andy.expectExit(0);
                assertThat(andy.out()).endsWith("as andy@x\n#[betty]>>> bye\n");
            }
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

        /** And yet it shows what the server says. */
        @Test
        void readsTheConsoleNoFasterThanTheServerTakesIt() throws Exception {
            String line = "x".repeat(999) + "\n";
            int count = 16_000;
            var heard = new CompletableFuture<String>();
            var now = new CountDownLatch(1);
            start(visit -> {
                visit.say(WELCOME).waitFor(now).say("now\n").waitFor(sign);
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
                now.countDown();
                andy.expectOut("now\n");
                sign.countDown();
                String all = heard.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertThat(all.equals(("andy:" + line).repeat(count)))
                        .as("all has arrived, in order").isTrue();
                andy.expectExit(0);
                await().until(() -> !typing.isAlive());
            }
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
            keyboard.source().close();
        }

        private void failToJoin(InputStream in, OutputStream out, String told)
                throws IOException {
            var surroundings = new Surroundings(in,
                    new PrintStream(out, true, UTF_8), false);
            var command =
                    new CommandLine(new ChatClientCommand(surroundings, PATIENCE));
            command.setErr(new PrintWriter(err, true));
            try (var server = StreamChat.start(ServerOptions.defaults())) {
                assertThat(CommandLines.execute(command, "andy", "--port",
                        String.valueOf(server.address().getPort()))).isOne();
            }
            assertThat(err).hasToString(told + System.lineSeparator());
        }

        @Test
        void endsWhenItCanShowNothing() throws IOException {
            var full = new OutputStream() {

                @Override
                public void write(int b) throws IOException {
                    throw new IOException("no space left");
                }
            };
            failToJoin(Channels.newInputStream(keyboard.source()), full,
                    "cannot write to standard output");
        }

        @Test
        void endsWhenItCanReadNothing() throws IOException {
            InputStream broken = InputStream.nullInputStream();
            broken.close();
            failToJoin(broken, new ByteArrayOutputStream(),
                    "cannot read standard input: Stream closed");
        }
    }

    @Nested
    class CommandLineOfIt {

        @ParameterizedTest
        @ValueSource(strings = {"two words", "", "an:dy", "\u00e9", "a\033"})
        void refusesABadName(String name) {
            Outcome outcome = Outcome.of(new VirtualStyle(), "client", name);
            assertThat(outcome.status()).isEqualTo(2);
            assertThat(outcome.err()).isEqualTo(
                    "a name is 1 to 32 of A-Z a-z 0-9 _ . -, not %s%n"
                            + "See: 07 client --help%n",
                    name.replace("\033", "\\u001B"));
        }

        @Test
        void saysThatThereIsNoSuchHost() {
            assertThat(Outcome.of(new VirtualStyle(), "client", "andy", "--host",
                    "no-such-host.invalid")).isEqualTo(
                            new Outcome(1, "",
                                    "cannot reach no-such-host.invalid:3490: no"
                                            + " such host (choose with --host and"
                                            + " --port)"
                                            + System.lineSeparator()));
        }

        @ParameterizedTest
        @ValueSource(strings = {"green-chat", "stream-chat", "client"})
        void listsItsDefaultsInItsHelp(String word) {
            Outcome help = Outcome.of(new VirtualStyle(), word, "--help");
            assertThat(help.status()).isZero();
            assertThat(help.out()).contains("(127.0.0.1", "(3490)");
        }
    }
}
