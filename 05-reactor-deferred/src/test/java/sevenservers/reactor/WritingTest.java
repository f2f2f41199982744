package sevenservers.reactor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.reactor.Recorder.bytes;
import static sevenservers.reactor.Recorder.numbered;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.tests.TestClient;

/** What a transport sends, and how. */
@Timeout(120)
class WritingTest {

    private final Stage stage = new Stage();
    private final Recorder protocol = new Recorder();

    WritingTest() throws IOException {
    }

    @AfterEach
    void close() throws IOException {
        stage.close();
    }

    private Transport transport() {
        return protocol.transport();
    }

    @Test
    void sendsTheFirstBytesOfATurnAtOnceAndTheOthersTogether()
            throws IOException {
        TestClient client = stage.connect(protocol);
        protocol.write("one ");
        assertThat(transport().unsent()).isZero();
        client.expect("one ".getBytes(UTF_8));
        protocol.write("two ");
        protocol.write("three ");
        assertThat(transport().unsent()).isEqualTo(10);
        assertThat(client.hasInput()).isFalse();
        stage.turn();
        assertThat(transport().unsent()).isZero();
        client.expect("two three ".getBytes(UTF_8));
        protocol.write("four ");
        client.expect("four ".getBytes(UTF_8));
        assertThat(protocol.events).containsExactly("made", "sent");
    }

    @Test
    void sendsAtOnceWhatAnswersInput() throws IOException {
        var echo = new Recorder() {
            @Override
            protected void dataReceived(ByteBuffer data) {
                transport().write(data);
                assertThat(data.hasRemaining()).isFalse();
                assertThat(transport().unsent()).isZero();
            }
        };
        stage.connect(echo).send("hello\n");
        stage.turn();
        assertThat(echo.transport().isOpen()).isTrue();
    }

    @Test
    void sendsASequenceInOrder() throws IOException {
        TestClient client = stage.connect(protocol);
        List<ByteBuffer> parts =
                List.of(bytes("one "), bytes(""), bytes("two "), bytes("three\n"));
        transport().writeSequence(parts);
        assertThat(parts).allSatisfy(part -> assertThat(part.remaining()).isZero());
        protocol.write("four\n");
        stage.turn();
        client.expectLine("one two three").expectLine("four");
        transport().writeSequence(List.of());
        stage.expectRest();
    }

    @Test
    void keepsTheOrderHoweverItIsWritten() throws Exception {
        TestClient client = stage.connectSlow(protocol);
        transport().setOption(StandardSocketOptions.SO_SNDBUF, 16 * 1024);
        var random = new Random(5);
        var expected = new ByteArrayOutputStream();
        for (int i = 0; i < 2_000; i++) {
            byte[] part = new byte[random.nextInt(random.nextInt(2_000) + 1)];
            random.nextBytes(part);
            expected.writeBytes(part);
            switch (random.nextInt(4)) {
                case 0 -> transport().writeSequence(
                        List.of(ByteBuffer.wrap(part, 0, part.length / 2),
                                ByteBuffer.wrap(part, part.length / 2,
                                        part.length - part.length / 2)));
                case 1 -> {
                    stage.turn();
                    transport().write(ByteBuffer.wrap(part));
                }
                case 2 -> transport().write(ByteBuffer.wrap(part),
                        rest -> Transport.copy(rest).asReadOnlyBuffer());
                default -> transport().write(
                        ByteBuffer.allocateDirect(part.length).put(part).flip());
            }
        }
        transport().loseConnection();
        assertThat(stage.receivedBy(client)).isEqualTo(expected.toByteArray());
    }

    @Test
    void leavesTheirOwnerTheBuffers() throws Exception {
        TestClient client = stage.connectSlow(protocol);
        byte[] much = protocol.writeMuch();
        byte[] small = new byte[10];
        for (int i = 0; i < 2; i++) {
            Arrays.fill(small, (byte) 'a');
            transport().write(ByteBuffer.wrap(small));
            Arrays.fill(small, (byte) 'b');
            transport().writeSequence(List.of(ByteBuffer.wrap(small)));
        }
        byte[] expected = "aaaaaaaaaabbbbbbbbbb".repeat(2).getBytes(UTF_8);
        Arrays.fill(small, (byte) 'c');
        byte[] sent = much.clone();
        Arrays.fill(much, (byte) 'd');
        transport().loseConnection();
        byte[] received = stage.receivedBy(client);
        assertThat(Arrays.mismatch(received, sent)).isEqualTo(sent.length);
        assertThat(Arrays.copyOfRange(received, sent.length, received.length))
                .isEqualTo(expected);
    }

    @Test
    void keepsTheRestAsItIsTold() throws Exception {
        TestClient client = stage.connectSlow(protocol);
        transport().setOption(StandardSocketOptions.SO_SNDBUF, 64 * 1024);
        List<Integer> kept = new ArrayList<>();
        transport().write(bytes("all"), rest -> {
            throw new AssertionError("nothing is left of it");
        });
        stage.turn();
        ByteBuffer much = ByteBuffer.wrap(numbered(Recorder.MUCH));
        transport().write(much, rest -> {
            kept.add(rest.remaining());
            ByteBuffer shared = rest.slice();
            rest.position(rest.limit());
            return shared;
        });
        assertThat(much.hasRemaining()).isFalse();
        transport().write(bytes("upper case"), rest -> {
            kept.add(rest.remaining());
            rest.position(rest.limit());
            return bytes("UPPER CASE");
        });
        assertThat(kept).hasSize(2);
        assertThat(kept.getFirst()).isBetween(1, Recorder.MUCH - 1);
        assertThat(kept.getLast()).isEqualTo(10);
        assertThat(transport().unsent()).isEqualTo(kept.getFirst() + 10);
        transport().loseConnection();
        byte[] received = stage.receivedBy(client);
        assertThat(received).hasSize(3 + Recorder.MUCH + 10);
        assertThat(new String(received, 3 + Recorder.MUCH, 10, UTF_8))
                .isEqualTo("UPPER CASE");
    }

    @Test
    void sendsManyMegabytesToASlowReader() throws Exception {
        TestClient client = stage.connectSlow(protocol);
        byte[] numbered = numbered(32 << 20);
        for (int from = 0; from < numbered.length; from += numbered.length / 4) {
            transport().write(
                    ByteBuffer.wrap(numbered, from, numbered.length / 4));
        }
        assertThat(transport().unsent()).isPositive();
        transport().loseConnection();
        byte[] received = stage.receivedBy(client);
        assertThat(Arrays.mismatch(received, numbered)).isEqualTo(-1);
        assertThat(protocol.count("sent")).isGreaterThan(1);
    }

    @Test
    void saysWhenSomethingThatWasWaitingIsSent() throws Exception {
        TestClient client = stage.connectSlow(protocol);
        protocol.writeMuch();
        stage.expectRest();
        assertThat(protocol.count("sent")).isZero();
        long unsent = transport().unsent();
        stage.read(client, Recorder.MUCH / 4);
        stage.turnUntil("it is told", () -> protocol.count("sent") > 0);
        assertThat(transport().unsent()).isLessThan(unsent);
    }

    @Test
    void restsWhenAllIsSent() throws Exception {
        TestClient client = stage.connectSlow(protocol);
        byte[] much = protocol.writeMuch();
        stage.read(client, much.length);
        stage.turnUntil("all is sent", () -> transport().unsent() == 0);
        stage.expectRest();
    }

    @Test
    void sendsNothingWhenThereIsNothing() throws IOException {
        TestClient client = stage.connect(protocol);
        protocol.write("");
        protocol.write("");
        transport().writeSequence(List.of(bytes("")));
        assertThat(transport().unsent()).isZero();
        stage.expectRest();
        assertThat(client.hasInput()).isFalse();
        assertThat(protocol.events).containsExactly("made");
    }

    @Test
    void forgetsWhatIsUnsent() throws Exception {
        TestClient client = stage.connectSlow(protocol);
        byte[] much = protocol.writeMuch();
        int sent = much.length - (int) transport().unsent();
        transport().discardUnsent();
        transport().discardUnsent();
        assertThat(transport().unsent()).isZero();
        stage.expectRest();
        protocol.write("and on");
        transport().loseConnection();
        byte[] received = stage.receivedBy(client);
        assertThat(received).hasSize(sent + 6);
        assertThat(new String(received, sent, 6, UTF_8)).isEqualTo("and on");
        assertThat(protocol.reason).isEqualTo(new Reason.Done());
    }

    @Test
    void sendsWhatIsWrittenInTheTurnOfTheForgetting() throws IOException {
        TestClient client = stage.connect(protocol);
        protocol.write("one ");
        protocol.write("forgotten ");
        transport().discardUnsent();
        protocol.write("two\n");
        assertThat(transport().unsent()).isEqualTo(4);
        stage.turn();
        client.expectLine("one two");
        stage.expectRest();
    }

    @Test
    void dropsWhatIsWrittenAfterTheEnd() throws Exception {
        TestClient client = stage.connectSlow(protocol);
        byte[] much = protocol.writeMuch();
        transport().loseConnection();
        expectDropped();
        stage.turn();
        expectDropped();
        assertThat(stage.receivedBy(client)).hasSize(much.length);
        stage.turnUntil("it is lost", protocol::isLost);
        expectDropped();
        assertThat(transport().unsent()).isZero();
    }

    /** Taken out of the buffers as if it were sent. */
    private void expectDropped() {
        long unsent = transport().unsent();
        ByteBuffer late = bytes("too late");
        transport().write(late);
        assertThat(late.hasRemaining()).isFalse();
        ByteBuffer later = bytes("too late");
        transport().writeSequence(List.of(later));
        assertThat(later.hasRemaining()).isFalse();
        assertThat(transport().unsent()).isEqualTo(unsent);
    }

    @Test
    void dropsWhatIsWrittenToABrokenConnection() throws IOException {
        TestClient client = stage.connect(protocol);
        client.reset();
        expectDropped();
        stage.turnUntil("it is lost", protocol::isLost);
        assertThat(protocol.reason).isInstanceOf(Reason.Lost.class);
    }
}
