package sevenservers.compare.load;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Exchanger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sevenservers.compare.load.FakeEcho.Answer;

/** Whatever an echo server does wrong is noticed, and named. */
@Timeout(120)
class EchoFaultTest {

    private static final int SIZE = 64;
    private static final int BAD = 3;
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofSeconds(1);

    /** Each does it to the fourth message. */
    static Stream<Arguments> faults() {
        return Stream.of(
                fault("changes a byte", changed(20, b -> (byte) ~b),
                        "client 0 was sent byte 20 of message 3 as 0x"),
                fault("changes the last byte", changed(SIZE - 1, b -> (byte) ~b),
                        "client 0 was sent byte 63 of message 3 as 0x"),
                fault("drops a byte", replaced(m -> without(m, 20)),
                        "client 0 was not sent byte 20 of message 3"),
                fault("doubles a byte", replaced(m -> doubled(m, 20)),
                        "client 0 was sent a byte too many before byte 21 of"
                                + " message 3"),
                fault("doubles the last byte",
                        replaced(m -> doubled(m, SIZE - 1)),
                        "client 0 was sent more bytes than it had asked for: 1"),
                fault("doubles a message", replaced(EchoFaultTest::twice),
                        "client 0 was sent more bytes than it had asked for: 64"),
                fault("knows what it will be asked", replaced(m -> {
                    byte[] both = twice(m);
                    System.arraycopy(message(0, BAD + 1), 0, both, SIZE, SIZE);
                    return both;
                }), "client 0 was sent more bytes than it had asked for: 64"),
                fault("sends an old message", replaced(_ -> message(0, 1)),
                        "client 0 was sent message 1 of client 0 in place of its"
                                + " message 3"),
                fault("sends another client's message",
                        replaced(_ -> message(7, 3)),
                        "client 0 was sent message 3 of client 7 in place of its"
                                + " message 3"),
                fault("resets the connection", onBad((visit, _) -> visit.reset()),
                        "the server has ended the connection of client 0, which"
                                + " waits for its message 3 (Connection reset)"),
                fault("closes the connection", onBad((visit, _) -> visit.end()),
                        "the server has ended the connection of client 0, which"
                                + " waits for its message 3 (end of stream)"),
                fault("closes within a message", onBad((visit, m) -> {
                    visit.say(Arrays.copyOf(m, 10));
                    visit.end();
                }), "the server has ended the connection of client 0, which waits"
                        + " for byte 10 of its message 3 (end of stream)"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void isNamed(Answer answer, String message) throws IOException {
        expect(message, answer, 1, LONG);
    }

    @Test
    void anAnswerThatDoesNotComeIsNamed() throws IOException {
        expect("client 0 waits for its message 3 for more than 1000 ms",
                onBad((_, _) -> {
                }), 1, SHORT);
    }

    @Test
    void aLastByteThatDoesNotComeIsNamed() throws IOException {
        expect("client 0 waits for byte 63 of its message 3 for more than 1000 ms",
                replaced(m -> without(m, SIZE - 1)), 1, SHORT);
    }

    @Test
    void answersOfTwoClientsThatAreSwappedAreNamed() throws IOException {
        var swap = new Exchanger<byte[]>();
        expect("was sent message 3 of client", onBad((visit, message) -> {
            try {
                visit.say(swap.exchange(message.clone()));
            } catch (InterruptedException ended) {
                throw new IOException(ended);
            }
        }), 2, LONG);
    }

    @Test
    void bytesThatNobodyAskedForAreNoticedInTheNextRun() throws IOException {
        try (var server = new FakeEcho(SIZE, FakeEcho.RIGHT);
                var load = new EchoLoad(server.target(), 1, SIZE, 1, 1,
                        LONG)) {
            load.run(Duration.ofMillis(1));
            server.sayToAll(new byte[3]);
            assertThatExceptionOfType(WrongAnswer.class)
                    .isThrownBy(() -> load.run(LONG))
                    .withMessageContaining("client 0 was sent");
        }
    }

    @Test
    void aServerThatIsNotThereIsNamed() throws IOException {
        InetSocketAddress nobody;
        try (var unused =
                new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = (InetSocketAddress) unused.getLocalSocketAddress();
        }
        var target = new Target(nobody, Probes.UNKNOWN);
        assertThatExceptionOfType(WrongAnswer.class)
                .isThrownBy(() -> new EchoLoad(target, 1, SIZE, 1, 1,
                        LONG))
                .withMessageContaining("Connection refused");
    }

    @Test
    void aVisitorsAnswerIsCheckedToo() throws IOException {
        try (var server = new FakeEcho(SIZE, (visit, m) -> {
            m[20]++;
            visit.say(m);
        }); var load = new ChurnLoad(server.target(), 1, SIZE, LONG)) {
            assertThatExceptionOfType(WrongAnswer.class)
                    .isThrownBy(() -> load.run(LONG))
                    .withMessageContaining(
                            "client 0 was sent byte 20 of message 0");
        }
    }

    private static void expect(String message, Answer answer, int clients,
            Duration patience) throws IOException {
        try (var server = new FakeEcho(SIZE, answer);
                var load = new EchoLoad(server.target(), clients, SIZE, 1, 1,
                        patience)) {
            assertThatExceptionOfType(WrongAnswer.class)
                    .isThrownBy(() -> load.run(LONG))
                    .withMessageContaining(message);
        }
    }

    private static Arguments fault(String name, Answer answer, String message) {
        return argumentSet(name, answer, message);
    }

    private static Answer onBad(Answer bad) {
        return (visit, message) -> (visit.number() == BAD ? bad : FakeEcho.RIGHT)
                .give(visit, message);
    }

    private interface Change {

        byte[] of(byte[] message);
    }

    private interface ByteChange {

        byte of(byte one);
    }

    private static Answer replaced(Change change) {
        return onBad((visit, message) -> visit.say(change.of(message)));
    }

    private static Answer changed(int at, ByteChange change) {
        return replaced(message -> {
            message[at] = change.of(message[at]);
            return message;
        });
    }

    private static byte[] without(byte[] message, int at) {
        byte[] shorter = Arrays.copyOf(message, message.length - 1);
        System.arraycopy(message, at + 1, shorter, at, shorter.length - at);
        return shorter;
    }

    private static byte[] doubled(byte[] message, int at) {
        byte[] longer = Arrays.copyOf(message, message.length + 1);
        System.arraycopy(message, at, longer, at + 1, message.length - at);
        return longer;
    }

    private static byte[] twice(byte[] message) {
        byte[] both = Arrays.copyOf(message, 2 * message.length);
        System.arraycopy(message, 0, both, message.length, message.length);
        return both;
    }

    private static byte[] message(int client, int number) {
        var bytes = ByteBuffer.allocate(SIZE);
        new EchoMessages(SIZE).put(client, number, bytes);
        return bytes.array();
    }
}
