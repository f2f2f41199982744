package sevenservers.select.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.contract.ServerOptions;
import sevenservers.tests.RunningClient;

@Timeout(120)
class FramedChatClientTest {

    private static final RunningClient.Program CLIENT =
            surroundings -> new FramedClientCommand(surroundings,
                    Duration.ofSeconds(3));

    @Nested
    class InAChat {

        private FramedChatServer server;
        private int port;
        private FramedMember betty;

        @BeforeEach
        void start() throws IOException {
            server = FramedChatServer.start(ServerOptions.defaults());
            port = server.address().getPort();
            betty = FramedMember.connect(server.address()).join("betty");
        }

        @AfterEach
        void close() {
            betty.close();
            server.close();
        }

        @Test
        void saysWhatIsPipedInAndLeaves() throws IOException {
            try (var andy = RunningClient.join(CLIENT, "andy", port)) {
                andy.type("hello\r\n\n  two: words \nno line feed").endInput();
                betty.expect("(User andy connected from " + andy.where() + ")")
                        .expect("#[andy]>> hello").expect("#[andy]>>   two: words ")
                        .expect("#[andy]>> no line feed")
                        .expect("(User andy disconnected)");
                andy.expectExit(0);
                assertThat(andy.err()).isEmpty();
                assertThat(andy.out()).isEqualTo("Connected to 127.0.0.1:" + port
                        + " as andy@" + andy.where() + "\n");
            }
        }

        @Test
        void waitsForTheConsoleAndTheServerAtOnce() throws IOException {
            try (var andy = RunningClient.join(CLIENT, "andy", port)) {
                betty.next();
                betty.say("hi");
                andy.expectOut("#[betty]>> hi\n").type("hi betty\n");
                betty.expect("#[andy]>> hi betty").say("how are you?");
                andy.expectOut("#[betty]>> how are you?\n").endInput()
                        .expectExit(0);
            }
        }

        @Test
        void sendsAllOfALongInput() throws IOException {
            String text = "x".repeat(4096);
            try (var andy = RunningClient.join(CLIENT, "andy", port)) {
                betty.next();
                Thread typing = Thread.ofVirtual().start(
                        () -> andy.type((text + "\n").repeat(2000)).endInput());
                for (int i = 0; i < 2000; i++) {
                    betty.expect("#[andy]>> " + text);
                }
                betty.expect("(User andy disconnected)");
                andy.expectExit(0);
                await().until(() -> !typing.isAlive());
            }
        }

        @Test
        void escapesWhatOthersSay() throws IOException {
            try (var andy = RunningClient.join(CLIENT, "andy", port)) {
                betty.say("\033[2J\n#[carl]>> I am carl");
                andy.expectOut("#[betty]>> \\u001B[2J\\u000A#[carl]>> I am carl\n");
            }
        }

        @Test
        void promptsAtATerminal() throws IOException {
            try (var andy = RunningClient.joinAtTerminal(CLIENT, "andy", port)) {
                String prompt = "[andy@" + andy.where() + "]> ";
                andy.expectOut("\n" + prompt).type("hello\n");
                andy.expectOut(prompt + prompt);
                betty.say("hi");
                andy.expectOut(prompt + "\n#[betty]>> hi\n" + prompt);
                andy.endInput().expectExit(0);
                assertThat(andy.out()).endsWith(prompt + "\n");
            }
        }

        @Test
        void sendsNoLineThatIsNotUtf8() throws IOException {
            try (var andy = RunningClient.join(CLIENT, "andy", port)) {
                betty.next();
                andy.type((byte) 0xff, (byte) '\n').type("well\n");
                betty.expect("#[andy]>> well");
                andy.expectOut("not sent: this line is not UTF-8\n");
            }
        }

        @Test
        void failsWhenALineIsTooLong() throws IOException {
            try (var andy = RunningClient.join(CLIENT, "andy", port)) {
                andy.type("x".repeat(4097) + "\n");
                andy.expectFailure("cannot send a line of more than 4096 bytes");
            }
        }

        @Test
        void tellsWhyItIsRefused() throws IOException {
            try (var other = RunningClient.start(CLIENT, "betty", port)) {
                other.expectFailure("127.0.0.1:" + port + " refused: name taken");
            }
        }

        @Test
        void shutsDownWithTheServer() throws IOException {
            try (var andy = RunningClient.join(CLIENT, "andy", port)) {
                betty.close();
                server.close();
                andy.expectFailure("Shutting down.");
            }
        }
    }

    @Nested
    class WithAnOddServer {

        private FakeFramedServer server;
        private String where;

        @BeforeEach
        void start() throws IOException {
            server = new FakeFramedServer();
            where = "127.0.0.1:" + server.port();
        }

        @AfterEach
        void close() {
            server.close();
        }

        @Test
        void takesFramesByteByByte() throws IOException {
            try (var andy = RunningClient.start(CLIENT, "andy", server.port())) {
                server.accept("andy").send(0, 0, 0, 9, 'C', 'L', 'I', 'E', 'N', 'T',
                        ':', ' ', 'x', 0, 0, 0, 2, 'h', 'i');
                andy.expectOut("Connected to " + where + " as andy@x\nhi\n")
                        .endInput();
                server.expectEnd().tell("bye").hangUp();
                andy.expectExit(0).expectOut("hi\nbye\n");
            }
        }

        @Test
        void shutsDownAfterAReset() throws IOException {
            try (var andy = RunningClient.start(CLIENT, "andy", server.port())) {
                server.accept("andy").tell("CLIENT: x");
                andy.expectOut("Connected");
                server.reset();
                andy.expectFailure("Shutting down.");
            }
        }

        @Test
        void saysThatNobodyListens() throws IOException {
            server.close();
            try (var andy = RunningClient.start(CLIENT, "andy", server.port())) {
                andy.expectFailure("cannot reach " + where
                        + ": Connection refused (choose with --host and --port)");
            }
        }

        @Test
        void doubtsWhatIsNoFrame() throws IOException {
            try (var andy = RunningClient.start(CLIENT, "andy", server.port())) {
                server.accept("andy").send('H', 'T', 'T', 'P');
                andy.expectFailure(where + " is no framed-chat: frame too long");
            }
        }

        @Test
        void doubtsWhatIsNoWelcome() throws IOException {
            try (var andy = RunningClient.start(CLIENT, "andy", server.port())) {
                server.accept("andy").tell("hello\007");
                andy.expectFailure(
                        where + " is no framed-chat: it said hello\\u0007");
            }
        }

        @Test
        void seesAnEndWithoutAnAnswer() throws IOException {
            try (var andy = RunningClient.start(CLIENT, "andy", server.port())) {
                server.accept("andy").hangUp();
                andy.expectFailure(where + " ended the connection");
            }
        }

        @Test
        void leavesAServerThatDoesNotEnd() throws IOException {
            try (var andy = RunningClient.start(CLIENT, "andy", server.port())) {
                server.accept("andy").tell("CLIENT: x");
                andy.endInput();
                server.expectEnd();
                andy.expectExit(0);
            }
        }

        @Test
        void waitsNotForeverForAnAnswer() throws IOException {
            try (var andy = RunningClient.start(CLIENT, "andy", server.port())) {
                server.accept("andy");
                andy.expectFailure(where
                        + " said nothing for 3 s: is it a framed-chat?");
            }
        }
    }
}
