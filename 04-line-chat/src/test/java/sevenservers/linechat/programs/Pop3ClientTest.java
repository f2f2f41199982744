package sevenservers.linechat.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sevenservers.linechat.programs.Mailbox.PASSWORD;
import static sevenservers.linechat.programs.Mailbox.REQUEST;
import static sevenservers.linechat.programs.Mailbox.USER;
import static sevenservers.linechat.programs.Mailbox.loopback;
import static sevenservers.tests.Wait.PATIENCE;
import static sevenservers.tests.Wait.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sevenservers.asyncore.Loop;
import sevenservers.contract.Text;

@Timeout(120)
class Pop3ClientTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String SILENCE = "nothing came for 300 ms";

    /** A session in which one message is fetched and deleted. */
    private static final List<String> ANSWERS = List.of("+OK ready~", "+OK~",
            "+OK 1 message~", "+OK 1 7~", "+OK 7 octets~hello~.~", "+OK gone~",
            "+OK bye~");
    private static final List<String> COMMANDS = List.of("USER " + USER,
            "PASS " + PASSWORD, "STAT", "RETR 1", "DELE 1", "QUIT");

    /** The states, as a person is told of them. */
    private static final List<String> STATES = List.of("the greeting", "USER",
            "PASS", "STAT", "RETR 1", "DELE 1", "QUIT");

    static List<String> states() {
        return STATES;
    }

    private final Mailbox mailbox = new Mailbox();

    private Pop3Result fetch(FakePop3Server server, Pop3Request request) {
        return Mailbox.fetch(server.port(), request, mailbox);
    }

    private void expectFailure(FakePop3Server server, Pop3Request request,
            String reason) {
        assertThat(Mailbox.failure(
                Mailbox.fetch(server.port(), request, new Mailbox())))
                .isEqualTo("127.0.0.1:" + server.port() + " at " + reason);
    }

    @Test
    void sendsACommandForEachAnswer() throws IOException {
        try (var server = FakePop3Server.answering(ANSWERS)) {
            assertThat(fetch(server, REQUEST.withDelete(true)))
                    .isEqualTo(new Pop3Result.Success(1, 1, 0));
            assertThat(mailbox.texts()).containsExactly("hello\r\n");
            assertThat(server.commands()).isEqualTo(COMMANDS);
        }
    }

    @Test
    void deletesNothingUnlessAskedTo() throws IOException {
        try (var server = FakePop3Server.answering("+OK~", "+OK~", "+OK~",
                "+OK 2 4~", "+OK~a~.~", "+OK~b~.~", "+OK~")) {
            assertThat(fetch(server, REQUEST))
                    .isEqualTo(new Pop3Result.Success(2, 0, 2));
            assertThat(mailbox.texts()).containsExactly("a\r\n", "b\r\n");
            assertThat(server.commands()).doesNotContain("DELE 1");
        }
    }

    @Test
    void takesAnswersByteByByte() throws IOException {
        try (var server = FakePop3Server.that(wire -> {
            wire.tellByteByByte(ANSWERS.getFirst());
            for (String answer : ANSWERS.subList(1, ANSWERS.size())) {
                wire.readCommand();
                wire.tellByteByByte(answer);
            }
        })) {
            assertThat(fetch(server, REQUEST.withDelete(true)))
                    .isEqualTo(new Pop3Result.Success(1, 1, 0));
            assertThat(mailbox.texts()).containsExactly("hello\r\n");
        }
    }

    @Test
    void takesAllAnswersInOneSegment() throws IOException {
        try (var server = FakePop3Server.that(wire -> {
            wire.tell(String.join("", ANSWERS));
            wire.expectEnd();
        })) {
            assertThat(fetch(server, REQUEST.withDelete(true)))
                    .isEqualTo(new Pop3Result.Success(1, 1, 0));
            assertThat(mailbox.texts()).containsExactly("hello\r\n");
            assertThat(server.commands()).isEqualTo(COMMANDS);
        }
    }

    /** In these messages R is CR, L is LF, and ~ is both. */
    @ParameterizedTest
    @CsvSource({
        "'', ''", "~, ~", "a~, a~", ".a~, a~", "..~, .~", "...~..~, ..~.~",
        "a~~, a~~", "~..~~, ~.~~", "a~..~, a~.~", "a.~b~, a.~b~", "~..~a~, ~.~a~",
        "aL.Lb~, aL.Lb~", "aL.~, aL.~", "aR.~, aR.~", "R~, R~", "..R~, .R~",
        "aRR~, aRR~"})
    void readsAMessageHoweverItIsCut(String stuffed, String message)
            throws IOException {
        String answer = withLineEnds("+OK~" + stuffed + ".~");
        for (int cut = 0; cut <= answer.length(); cut++) {
            readsAMessage(answer, cut, withLineEnds(message));
        }
    }

    private static String withLineEnds(String text) {
        return text.replace("~", "\r\n").replace('R', '\r').replace('L', '\n');
    }

    private static void readsAMessage(String answer, int cut, String message)
            throws IOException {
        var mailbox = new Mailbox();
        try (var server = FakePop3Server.that(wire -> {
            wire.answer(List.of("+OK~", "+OK~", "+OK~", "+OK 1 1~"));
            wire.readCommand();
            wire.tell(answer.substring(0, cut));
            wire.tell(answer.substring(cut));
            wire.readCommand();
            wire.tell("+OK~");
        })) {
            assertThat(Mailbox.fetch(server.port(), REQUEST, mailbox))
                    .isEqualTo(new Pop3Result.Success(1, 0, 1));
            assertThat(mailbox.texts()).as("cut at %d", cut)
                    .containsExactly(message);
        }
    }

    @Test
    void fetchesNoMoreMessagesThanItMay() throws IOException {
        try (var server = FakePop3Server.answering("+OK~", "+OK~", "+OK~",
                "+OK 999999999 1~", "+OK~a~.~", "+OK~")) {
            assertThat(fetch(server, REQUEST.withMostMessages(1)))
                    .isEqualTo(new Pop3Result.Success(1, 0, 999_999_999));
        }
    }

    @ParameterizedTest
    @MethodSource("states")
    void endsWhenItIsRefused(String state) throws IOException {
        int step = STATES.indexOf(state);
        var answers = new ArrayList<>(ANSWERS.subList(0, step));
        answers.add("-ERR not today\u0007~");
        try (var server = FakePop3Server.answering(answers)) {
            expectFailure(server, REQUEST.withDelete(true),
                    state + ": refused: not today\\u0007");
            assertThat(server.commands()).isEqualTo(COMMANDS.subList(0, step));
        }
    }

    @ParameterizedTest
    @MethodSource("states")
    void endsWhenTheServerHangsUp(String state) throws IOException {
        int step = STATES.indexOf(state);
        try (var server = FakePop3Server.that(wire -> {
            if (step > 0) {
                wire.answer(ANSWERS.subList(0, step));
                wire.readCommand();
            }
            wire.tell(ANSWERS.get(step).substring(0, 3));
        })) {
            expectFailure(server, REQUEST.withDelete(true),
                    state + ": the server hung up");
        }
    }

    @ParameterizedTest
    @MethodSource("states")
    void waitsNotForeverForAnAnswer(String state) throws IOException {
        try (var server = FakePop3Server
                .answering(upTo(STATES.indexOf(state), ""))) {
            expectFailure(server, REQUEST.withDelete(true).withPatience(SHORT),
                    state + ": " + SILENCE);
        }
    }

    @ParameterizedTest
    @MethodSource("states")
    void waitsNotForeverForTheRestOfAnAnswer(String state) throws IOException {
        try (var server = FakePop3Server
                .answering(upTo(STATES.indexOf(state), "+OK and\r"))) {
            expectFailure(server, REQUEST.withDelete(true).withPatience(SHORT),
                    state + ": " + SILENCE);
        }
    }

    @ParameterizedTest
    @MethodSource("states")
    void doubtsWhatIsNoAnswer(String state) throws IOException {
        int step = STATES.indexOf(state);
        for (String odd : List.of("", "OK", "+OKAY", "+ok", "-ERROR", " +OK",
                "HTTP/1.1 400 \033[2J")) {
            try (var server = FakePop3Server.answering(upTo(step, odd + "~"))) {
                expectFailure(server, REQUEST.withDelete(true), state
                        + ": neither +OK nor -ERR: " + Text.escaped(odd));
                assertThat(server.commands()).isEqualTo(COMMANDS.subList(0, step));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("states")
    void endsALineThatDoesNotEnd(String state) throws IOException {
        try (var server = FakePop3Server.that(wire -> {
            wire.answer(upTo(STATES.indexOf(state), "+OK "));
            while (true) {
                wire.tell("x".repeat(100));
            }
        })) {
            expectFailure(server, REQUEST.withDelete(true),
                    state + ": no terminator within 510 bytes of input");
        }
    }

    /** The answers up to a state, and then another one. */
    private static List<String> upTo(int step, String last) {
        var answers = new ArrayList<>(ANSWERS.subList(0, step));
        answers.add(last);
        return answers;
    }

    @Test
    void takesTheLongestLine() throws IOException {
        String longest = "+OK " + "x".repeat(506);
        try (var server = FakePop3Server.answering(longest + "~", "-ERR~")) {
            expectFailure(server, REQUEST, "USER: refused: ");
        }
        try (var server = FakePop3Server.answering(longest + "x~", "-ERR~")) {
            expectFailure(server, REQUEST,
                    "the greeting: no terminator within 510 bytes of input");
        }
    }

    @Test
    void takesTheLongestMessage() throws IOException {
        String message = "+OK~" + "x".repeat(998) + "~.~";
        try (var server = FakePop3Server.answering("+OK~", "+OK~", "+OK~",
                "+OK 1 1000~", message, "+OK~")) {
            assertThat(fetch(server, REQUEST.withMostBytes(1000)))
                    .isEqualTo(new Pop3Result.Success(1, 0, 1));
        }
        try (var server = FakePop3Server.answering("+OK~", "+OK~", "+OK~",
                "+OK 1 1000~", message, "+OK~")) {
            expectFailure(server, REQUEST.withMostBytes(999),
                    "RETR 1: no terminator within 999 bytes of input");
        }
    }

    @Test
    void endsAMessageThatDoesNotEnd() throws IOException {
        try (var server = FakePop3Server.that(wire -> {
            wire.answer(upTo(4, "+OK~"));
            while (true) {
                wire.tell("more~".repeat(1000));
            }
        })) {
            expectFailure(server, REQUEST.withMostBytes(1_000_000),
                    "RETR 1: no terminator within 1000000 bytes of input");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "one 2", "-1 2", "1 -2", "1  2", "1 2x",
        "9999999999 1", "\u0661 2"})
    void wantsACountAndASize(String listing) throws IOException {
        try (var server = FakePop3Server
                .answering(upTo(3, ("+OK " + listing).stripTrailing() + "~"))) {
            assertThat(Mailbox.failure(fetch(server, REQUEST)))
                    .contains(" at STAT: neither count nor size: ");
        }
    }

    @Test
    void keepsMessagesWhenTheyCannotBeHandled() throws IOException {
        try (var server = FakePop3Server.answering("+OK~", "+OK~", "+OK~",
                "+OK 2 2~", "+OK~a~.~", "+OK~", "+OK~b~.~")) {
            Pop3Result result = Mailbox.fetch(server.port(),
                    REQUEST.withDelete(true), (number, _) -> {
                        if (number == 2) {
                            throw new IllegalStateException("no room\n");
                        }
                    });
            assertThat(Mailbox.failure(result))
                    .endsWith(" at RETR 2: not handled: no room\\u000A");
            assertThat(server.commands()).endsWith("RETR 1", "DELE 1", "RETR 2");
        }
    }

    @Test
    void tellsNobodyThePassword() throws IOException {
        try (var server = FakePop3Server.answering("+OK~", "+OK~",
                "-ERR not '" + PASSWORD + "'~")) {
            expectFailure(server, REQUEST,
                    "PASS: refused: (words that tell the password)");
        }
        assertThat(REQUEST.toString()).doesNotContain(PASSWORD).contains(USER);
    }

    @Test
    void sendsAPasswordOfManyWords() throws IOException {
        try (var server = FakePop3Server.answering("+OK~", "+OK~", "+OK~",
                "+OK 0 0~", "+OK~")) {
            fetch(server, Pop3Request.of(USER, " open  sesame "));
            assertThat(server.commands()).contains("PASS  open  sesame ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\nDELE 1", "a\nDELE 1", "a\r", "\0", "\u0085"})
    void makesNoTwoCommandsOfOne(String word) {
        assertThatThrownBy(() -> Pop3Request.of(word, PASSWORD))
                .hasMessageStartingWith("user must be");
        assertThatThrownBy(() -> Pop3Request.of(USER, word))
                .hasMessageStartingWith("password must be");
    }

    @Test
    void keepsWaitingWhileSomethingComes() throws IOException {
        try (var server = FakePop3Server.that(wire -> {
            wire.answer(upTo(4, "+OK~"));
            for (int i = 0; i < 4; i++) {
                await().pollDelay(Duration.ofMillis(600)).until(() -> true);
                wire.tell("more~");
            }
            wire.tell(".~");
            wire.readCommand();
            wire.tell("+OK~");
        })) {
            assertThat(fetch(server, REQUEST.withPatience(Duration.ofSeconds(2))))
                    .isEqualTo(new Pop3Result.Success(1, 0, 1));
        }
    }

    @Test
    void emptiesTwoMailboxesAtOnceInOneThread() throws IOException {
        var otherIsDone = new CountDownLatch(1);
        var results = new ArrayList<String>();
        try (var slow = FakePop3Server.that(wire -> {
            wire.answer(ANSWERS.subList(0, 3));
            otherIsDone.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            wire.tell("-ERR late~");
            wire.expectEnd();
        }); var quick = FakePop3Server.answering(ANSWERS); var loop = new Loop()) {
            Pop3Client.fetch(loop, loopback(slow.port()), REQUEST, mailbox,
                    _ -> results.add("slow"));
            Pop3Client.fetch(loop, loopback(quick.port()),
                    REQUEST.withDelete(true), mailbox, _ -> {
                        results.add("quick");
                        otherIsDone.countDown();
                    });
            loop.run();
        }
        assertThat(results).containsExactly("quick", "slow");
    }

    @Test
    void tellsThatNobodyListens() throws IOException {
        int port;
        try (var server = FakePop3Server.answering("+OK~")) {
            port = server.port();
        }
        assertThat(Mailbox.failure(Mailbox.fetch(port, REQUEST, mailbox)))
                .isEqualTo("127.0.0.1:" + port + " at connect: Connection refused");
    }

    @Test
    void tellsThatThereIsNoSuchHost() {
        var nowhere = InetSocketAddress.createUnresolved("nowhere.invalid", 110);
        assertThat(Mailbox.failure(Mailbox.fetch(nowhere, REQUEST, mailbox)))
                .isEqualTo("nowhere.invalid:110 at connect: no such host");
    }

    /** What is beyond the backlog gets no answer from Linux. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void waitsNotForeverForAConnection() throws IOException {
        var waiting = new ArrayList<SocketChannel>();
        try (var busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 3; i++) {
                var channel = SocketChannel.open();
                waiting.add(channel);
                channel.configureBlocking(false);
                channel.connect(busy.getLocalSocketAddress());
            }
            Pop3Result result = Mailbox.fetch(busy.getLocalPort(),
                    REQUEST.withPatience(SHORT), mailbox);
            assertThat(Mailbox.failure(result))
                    .endsWith(" at connect: " + SILENCE);
        } finally {
            for (SocketChannel channel : waiting) {
                channel.close();
            }
        }
    }
}
