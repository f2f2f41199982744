package sevenservers.offload.programs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sevenservers.contract.ServerOptions;
import sevenservers.offload.OffloadStyle;
import sevenservers.tests.Outcome;

@Timeout(120)
class UdpClientTest {

    private static final ServerOptions OPTIONS = ServerOptions.defaults();

    private final List<String> heard = new ArrayList<>();
    private LoopThread thread;
    private volatile boolean talking = true;

    @BeforeEach
    void open() throws IOException {
        thread = new LoopThread();
    }

    @AfterEach
    void close() {
        talking = false;
        thread.close();
    }

    @Test
    void asksForTheTimeWithoutAWord() throws IOException {
        try (var server = UdpTimeServer.start(OPTIONS)) {
            Outcome outcome = ask(server.address());
            assertThat(outcome.out()).matches(
                    "\\w{3} \\w{3} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d{4}\\R");
            assertThat(outcome.err()).isEmpty();
            assertThat(outcome.status()).isZero();
        }
    }

    @Test
    void showsEachAnswerOfManyInALineOfItsOwn() throws IOException {
        try (var server = UdpFibServer.start(OPTIONS)) {
            Outcome outcome = ask(server.address(), "30", "31", "abc", "-1");
            assertThat(outcome.out().lines()).containsExactlyInAnyOrder(
                    "fib(30) = 1346269", "fib(31) = 2178309",
                    "! not a whole number from 0 to 40: abc",
                    "! not a whole number from 0 to 40: -1");
            assertThat(outcome.err()).isEmpty();
            assertThat(outcome.status()).isZero();
        }
    }

    @Test
    void sendsTheLongestDatagramAndTheShortest() throws IOException {
        String longest = "ü".repeat(UdpClient.LONGEST_WORD / 2) + "x";
        try (var server = UdpEchoServer.start(OPTIONS)) {
            assertThat(ask(server.address(), longest).out().lines())
                    .containsExactly(longest);
            assertThat(ask(server.address(), "").out().lines())
                    .containsExactly("");
        }
    }

    @Test
    void sendsAllBeforeItWaits() throws IOException {
        InetSocketAddress server = serve((self, sender) -> {
            if (heard.size() == 3) {
                heard.forEach(word -> self.reply(UTF_8.encode(word), sender));
            }
        });
        assertThat(ask(server, "a", "b", "c").out().lines())
                .containsExactly("a", "b", "c");
    }

    @Test
    void saysHowManyAnswersDidNotCome() throws IOException {
        InetSocketAddress server = serve((self, sender) -> {
            if (heard.size() == 2) {
                self.reply(UTF_8.encode("to the second"), sender);
            }
        });
        assertThat(ask(server, "--patience", "200ms", "a", "b", "c"))
                .isEqualTo(new Outcome(1, "to the second" + System.lineSeparator(),
                        "answers that did not come: 2 of 3"
                                + " (choose with --host, --port and --patience)"
                                + System.lineSeparator()));
    }

    @Test
    void takesNoAnswerFromStrangers() throws IOException {
        InetSocketAddress server = serve((self, sender) -> {
            try (var stranger = new Asker()) {
                stranger.send(sender, "a lie");
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            self.reply(UTF_8.encode("the truth"), sender);
        });
        assertThat(ask(server, "what?").out().lines()).containsExactly("the truth");
    }

    @Test
    void isNotKeptWaitingByStrangers() throws IOException {
        InetSocketAddress server = serve((_, sender) -> Thread.ofVirtual()
                .start(() -> talkOn(sender)));
        Outcome outcome = ask(server, "--patience", "300ms", "what?");
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.status()).isEqualTo(1);
    }

    @Test
    void escapesWhatItShows() throws IOException {
        InetSocketAddress server = serve((self, sender) -> self
                .reply(UTF_8.encode("\u001b[2J\nö\tö"), sender));
        assertThat(ask(server, "what?").out().lines())
                .containsExactly("\\u001B[2J\\u000Aö\tö");
    }

    @Test
    void waitsInVainWhereNobodyReceives() throws IOException {
        InetSocketAddress nobody;
        try (var asker = new Asker()) {
            nobody = asker.address();
        }
        assertThat(ask(nobody, "--patience", "50ms", "a").err())
                .startsWith("answers that did not come: 1 of 1");
    }

    @Test
    void saysThatThereIsNoSuchHost() {
        assertThat(run("--host", "no.such.invalid").err()).startsWith(
                "cannot reach no.such.invalid:14000: no such host");
    }

    @ParameterizedTest
    @CsvSource({"--port 0, --port must be from 1 to 65535",
        "--port 65536, --port must be from 1 to 65535",
        "--patience 0s, --patience must be more than 0",
        "--patience long, a time is a number and", "--prot 1, Unknown option"})
    void refusesWhatMakesNoSense(String line, String told) {
        Outcome outcome = run(line.split(" ", -1));
        assertThat(outcome.err()).startsWith(told);
        assertThat(outcome.status()).isEqualTo(2);
    }

    @Test
    void refusesAWordThatFitsIntoNoDatagram() {
        Outcome outcome = run("x".repeat(UdpClient.LONGEST_WORD + 1));
        assertThat(outcome.err())
                .startsWith("a word must have at most 65507 bytes");
        assertThat(outcome.status()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1us", "999999999h"})
    void isAsPatientAsItIsTold(String patience) throws IOException {
        InetSocketAddress server = serve((self, sender) -> {
            if (patience.endsWith("h")) {
                self.reply(UTF_8.encode("here"), sender);
            }
        });
        assertThat(ask(server, "--patience", patience, "a").status())
                .isEqualTo(patience.endsWith("h") ? 0 : 1);
    }

    /** How a server of the test's own answers, after what it has {@link #heard}. */
    @FunctionalInterface
    private interface Answers {

        void answer(UdpServer self, InetSocketAddress sender);
    }

    private InetSocketAddress serve(Answers answers) throws IOException {
        var server = new UdpServer(thread.loop(), LoopThread.anyPort()) {
            @Override
            protected void received(ByteBuffer data, InetSocketAddress sender) {
                heard.add(UTF_8.decode(data).toString());
                answers.answer(this, sender);
            }
        };
        thread.start();
        return server.address();
    }

    /** Talks as a stranger until the test is over. */
    private void talkOn(InetSocketAddress asker) {
        try (var stranger = new Asker()) {
            while (talking) {
                stranger.send(asker, "a lie");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Outcome ask(InetSocketAddress server, String... words) {
        return run(Stream.concat(
                Stream.of("--port", String.valueOf(server.getPort())),
                Stream.of(words)).toArray(String[]::new));
    }

    private static Outcome run(String... words) {
        return Outcome.of(new OffloadStyle(),
                Stream.concat(Stream.of("udp-client"), Stream.of(words))
                        .toArray(String[]::new));
    }
}
