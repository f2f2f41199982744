package sevenservers.asyncore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static sevenservers.asyncore.Recorder.bytes;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.tests.TestClient;

@Timeout(120)
class DispatcherWithSendTest {

    /** More than any kernel takes for a client that does not read. */
    private static final int MUCH = 32 << 20;
    private static final Duration SOON = Duration.ofMillis(300);

    private final Stage stage = new Stage();
    private final Loop loop = stage.loop;

    DispatcherWithSendTest() throws IOException {
    }

    @AfterEach
    void close() throws IOException {
        stage.close();
    }

    @Test
    void sendsEverythingInOrderHoweverMuchItIs() throws Exception {
        TestClient client = stage.connectSlow();
        var sender = new Sender(stage.accept());
        byte[] numbered = numbered(MUCH);
        for (int from = 0; from < MUCH; from += MUCH / 8) {
            ByteBuffer part = ByteBuffer.wrap(numbered, from, MUCH / 8);
            assertThat(sender.send(part)).isEqualTo(MUCH / 8);
            assertThat(part.hasRemaining()).isFalse();
        }
        sender.closeWhenSent();
        byte[] received = receivedBy(client);
        assertThat(Arrays.mismatch(received, numbered)).isEqualTo(-1);
        assertThat(sender.ends).isEqualTo(1);
    }

    @Test
    void leavesTheSenderItsBuffer() throws Exception {
        TestClient client = stage.connectSlow();
        var sender = new Sender(stage.accept());
        byte[] numbered = numbered(MUCH);
        ByteBuffer reused = ByteBuffer.wrap(numbered.clone());
        sender.send(reused);
        assertThat(sender.unsent()).isPositive();
        Arrays.fill(reused.array(), (byte) 0);
        sender.closeWhenSent();
        assertThat(Arrays.mismatch(receivedBy(client), numbered)).isEqualTo(-1);
    }

    @Test
    void sendsNoMoreThanAPieceInAnEvent() throws IOException {
        TestClient client = stage.connect();
        var sender = new Sender(stage.accept());
        sender.setPiece(512);
        byte[] numbered = numbered(10_000);
        sender.send(ByteBuffer.wrap(numbered));
        assertThat(sender.unsent()).as("a piece is sent at once")
                .isEqualTo(10_000 - 512);
        for (int left = 10_000 - 512; left > 0; left -= 512) {
            assertThat(sender.unsent()).isEqualTo(left);
            stage.turnUntil("there was an event", sender::hadEvent);
        }
        assertThat(sender.unsent()).isZero();
        client.expect(numbered);
    }

    @Test
    void sendsSmallThingsTogether() throws IOException {
        TestClient client = stage.connect();
        var sender = new Sender(stage.accept());
        sender.setPiece(4);
        sender.send(bytes("abcabc"));
        for (int i = 0; i < 8; i++) {
            sender.send(bytes("abc"));
        }
        assertThat(sender.unsent()).as("a piece of the first was sent at once")
                .isEqualTo(26);
        stage.turnUntil("there was an event", sender::hadEvent);
        assertThat(sender.unsent()).isEqualTo(22);
        stage.turnUntil("all is sent", () -> sender.unsent() == 0);
        client.expect("abc".repeat(10).getBytes(UTF_8));
    }

    @Test
    void hasPiecesOfAtLeastAByte() throws IOException {
        var sender = new Sender();
        assertThatIllegalArgumentException().isThrownBy(() -> sender.setPiece(0));
    }

    @Test
    void sendsWhenConnectedWhatItWasGivenBefore() throws IOException {
        var sender = new Sender();
        sender.createSocket();
        sender.send(bytes("early, "));
        sender.connect(stage.address());
        sender.send(bytes("late"));
        sender.closeWhenSent();
        var receiver = new Recorder(loop, stage.accept());
        stage.run();
        assertThat(receiver.input).hasToString("early, late");
    }

    @Test
    void turnsNotWhileThereIsNothingToSend() throws IOException {
        stage.connect();
        var sender = new Sender(stage.accept());
        sender.send(bytes("hello"));
        assertThat(stage.turnsWithin(SOON)).isLessThan(4);
        assertThat(sender.writes).isZero();
    }

    @Test
    void dropsWhatComesAfterTheEnd() throws Exception {
        TestClient client = stage.connectSlow();
        var sender = new Sender(stage.accept());
        sender.send(ByteBuffer.wrap(numbered(MUCH)));
        sender.closeWhenSent();
        sender.send(bytes("too late"));
        assertThat(receivedBy(client)).hasSize(MUCH);
    }

    @Test
    void losesAfterTheLastChanceWhatIsStillUnsent() throws Exception {
        TestClient client = stage.connectSlow();
        var sender = new Sender(stage.accept()) {
            @Override
            protected void handleStall() {
                throw new AssertionError("it has not stalled, it has to end");
            }
        };
        byte[] numbered = numbered(MUCH);
        sender.send(ByteBuffer.wrap(numbered));
        long begin = System.nanoTime();
        sender.closeWhenSent(begin + SOON.toNanos());
        stage.turnUntil("it gives up", () -> sender.unsent() == 0);
        assertThat(sender.isClosed()).as("it ends gently").isFalse();
        assertThat(System.nanoTime() - begin)
                .isGreaterThanOrEqualTo(SOON.toNanos());
        byte[] received = receivedBy(client);
        assertThat(received.length).isBetween(1, MUCH - 1);
        assertThat(Arrays.mismatch(received, numbered)).as("it is the beginning")
                .isEqualTo(received.length);
    }

    @Test
    void hasNoOtherChanceThoughTheOtherSideTakesSomething() throws IOException {
        TestClient client = stage.connectSlow();
        var sender = new Sender(stage.accept());
        sender.setSendTimeout(PATIENCE.multipliedBy(2));
        sender.send(ByteBuffer.wrap(numbered(MUCH)));
        sender.closeWhenSent(System.nanoTime() + SOON.toNanos());
        read(client, MUCH / 4);
        stage.turnUntil("it gives up", () -> sender.unsent() == 0);
        assertThat(sender.lastUnsent).as("there was progress").isPositive();
        client.close();
        stage.run();
    }

    @Test
    void usesItsLastChance() throws Exception {
        TestClient client = stage.connectSlow();
        var sender = new Sender(stage.accept());
        sender.setSendTimeout(Duration.ofNanos(1));
        sender.closeWhenSent(System.nanoTime() + PATIENCE.toNanos());
        assertThat(receivedBy(client)).isEmpty();

        TestClient late = stage.connectSlow();
        var another = new Sender(stage.accept());
        another.send(ByteBuffer.wrap(numbered(MUCH)));
        another.closeWhenSent(System.nanoTime() + PATIENCE.toNanos());
        assertThat(receivedBy(late)).hasSize(MUCH);
    }

    @Test
    void isToldWhenTheOtherSideTakesNothing() throws IOException {
        TestClient client = stage.connectSlow();
        var sender = new Sender(stage.accept());
        sender.setSendTimeout(SOON);
        sender.send(ByteBuffer.wrap(numbered(MUCH)));
        stage.turnUntil("it stalls", () -> sender.stalls == 1);
        assertThat(sender.stalledAt - sender.progressAt)
                .isGreaterThanOrEqualTo(SOON.toNanos());
        assertThat(sender.isOpen()).as("it is dropped by default").isFalse();
        assertThat(sender.unsent()).isZero();
        client.close();
        stage.run();
    }

    @Test
    void isToldAlsoIfTheTimeIsSetLate() throws IOException {
        TestClient client = stage.connectSlow();
        var sender = new Sender(stage.accept());
        sender.send(ByteBuffer.wrap(numbered(MUCH)));
        assertThat(stage.turnsWithin(SOON)).isPositive();
        sender.setSendTimeout(SOON);
        stage.turnUntil("it stalls", () -> sender.stalls == 1);
        client.close();
        stage.run();
    }

    @Test
    void doesNotStallWhileTheOtherSideTakesSomething() throws IOException {
        TestClient client = stage.connectSlow();
        var sender = new Sender(stage.accept());
        sender.setSendTimeout(SOON.multipliedBy(2));
        sender.send(ByteBuffer.wrap(numbered(MUCH)));
        long begin = System.nanoTime();
        assertThat(stage.turnsWithin(SOON)).isPositive();
        long unsent = sender.unsent();
        read(client, MUCH / 4);
        stage.turnUntil("it stalls", () -> sender.stalls == 1);
        assertThat(sender.progressAt - begin).as("there was progress, late")
                .isGreaterThan(SOON.toNanos());
        assertThat(sender.lastUnsent).isLessThan(unsent);
        assertThat(sender.stalledAt - sender.progressAt).as("the time began anew")
                .isGreaterThanOrEqualTo(2 * SOON.toNanos());
        client.close();
        stage.run();
    }

    @Test
    void doesNotStallOnceItHasSentEverything() throws IOException {
        TestClient client = stage.connectSlow();
        var sender = new Sender(stage.accept());
        sender.setSendTimeout(SOON);
        sender.send(ByteBuffer.wrap(numbered(MUCH)));
        read(client, MUCH);
        stage.turnUntil("all is sent", () -> sender.unsent() == 0);
        assertThat(stage.turnsWithin(SOON.multipliedBy(2))).isLessThan(4);
        assertThat(sender.stalls).isZero();
    }

    @Test
    void doesNotStallOnceItHasGivenUp() throws IOException {
        stage.connectSlow();
        var sender = new Sender(stage.accept());
        sender.setSendTimeout(SOON);
        sender.send(ByteBuffer.wrap(numbered(MUCH)));
        sender.closeGently();
        stage.run();
        assertThat(sender.stalls).isZero();
        assertThat(sender.ends).isEqualTo(1);
    }

    @Test
    void isDroppedWithWhatIsUnsent() throws Exception {
        TestClient client = stage.connectSlow();
        var sender = new Sender(stage.accept());
        sender.send(ByteBuffer.wrap(numbered(MUCH)));
        sender.drop();
        assertThat(sender.unsent()).isZero();
        assertThat(receivedBy(client).length).isBetween(1, MUCH - 1);
        assertThat(sender.ends).isEqualTo(1);
    }

    @Test
    void losesWhatIsUnsentWhenItIsClosed() throws Exception {
        TestClient client = stage.connectSlow();
        var sender = new Sender(stage.accept());
        sender.send(ByteBuffer.wrap(numbered(MUCH)));
        sender.close();
        assertThat(sender.unsent()).isZero();
        assertThat(receivedBy(client).length).isBetween(1, MUCH - 1);
    }

    @Test
    void sendsAllToWhoHasEndedButStillReads() throws Exception {
        TestClient client = stage.connectSlow();
        var sender = new Sender(stage.accept());
        sender.send(ByteBuffer.wrap(numbered(MUCH)));
        client.finish();
        stage.turnUntil("the end is heard", () -> !sender.isOpen());
        assertThat(sender.isConnected()).isTrue();
        assertThat(receivedBy(client)).hasSize(MUCH);
    }

    @Test
    void dropsWhatIsUnsentWhenTheConnectionBreaks() throws IOException {
        TestClient client = stage.connectSlow();
        var sender = new Sender(stage.accept());
        sender.send(ByteBuffer.wrap(numbered(MUCH)));
        assertThat(sender.unsent()).isPositive();
        client.reset();
        stage.run();
        assertThat(sender.isConnected()).isFalse();
        assertThat(sender.closes).as("it hears of it by reading").isEqualTo(1);
        assertThat(sender.unsent()).isZero();
        assertThat(sender.ends).isEqualTo(1);
    }

    @Test
    void sendsWhatIsMadeOnTheFlyPieceByPiece() throws Exception {
        TestClient client = stage.connectSlow();
        int piece = DispatcherWithSend.PIECE;
        byte[] numbered = numbered(MUCH);
        var sender = new Sender(stage.accept()) {
            private int made;

            @Override
            protected ByteBuffer more() {
                assertThat(unsent()).isZero();
                if (made == MUCH) {
                    closeWhenSent();
                    return null;
                }
                made += piece;
                return ByteBuffer.wrap(numbered, made - piece, piece);
            }

            @Override
            protected void handleWrite() throws IOException {
                assertThat(unsent()).isBetween(1L, (long) piece);
                super.handleWrite();
            }

            void begin() throws IOException {
                refill();
            }
        };
        sender.begin();
        byte[] received = receivedBy(client);
        assertThat(Arrays.mismatch(received, numbered)).isEqualTo(-1);
    }

    @Test
    void asksForNoMoreWhenTheConnectionHasBroken() throws IOException {
        TestClient client = stage.connectSlow();
        var sender = new Sender(stage.accept()) {
            @Override
            protected ByteBuffer more() {
                return ByteBuffer.allocate(PIECE);
            }

            void begin() throws IOException {
                refill();
            }
        };
        sender.begin();
        client.finish();
        stage.turnUntil("the end is heard", () -> !sender.isOpen());
        client.reset();
        stage.run();
        assertThat(sender.isClosed()).isTrue();
    }

    @Test
    void takesEmptyPiecesForNothing() throws IOException {
        stage.connect();
        var sender = new Sender(stage.accept()) {
            @Override
            protected ByteBuffer more() {
                return ByteBuffer.allocate(0);
            }

            void begin() throws IOException {
                refill();
            }
        };
        sender.setSendTimeout(SOON);
        sender.begin();
        assertThat(stage.turnsWithin(SOON.multipliedBy(2))).isLessThan(4);
        assertThat(sender.stalls).isZero();
    }

    /** Runs the loop to its end, and returns what the client has got by then. */
    private byte[] receivedBy(TestClient client) throws Exception {
        var received = CompletableFuture.supplyAsync(() -> {
            byte[] all = client.readToEnd();
            client.close();
            return all;
        }, Thread::startVirtualThread);
        stage.run();
        return received.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static void read(TestClient client, int count) {
        Thread.startVirtualThread(() -> client.readExactly(count));
    }

    private static byte[] numbered(int length) {
        var bytes = new byte[length];
        for (int i = 0; i < length; i += 4) {
            ByteBuffer.wrap(bytes).putInt(i, i);
        }
        return bytes;
    }

    /** Counts its events; what comes in is read and forgotten. */
    private class Sender extends DispatcherWithSend {

        int writes;
        int writesSeen;
        int closes;
        int ends;
        int stalls;
        long progressAt;
        long stalledAt;
        long lastUnsent;

        Sender() {
            super(loop);
        }

        Sender(SocketChannel channel) throws IOException {
            channel.setOption(StandardSocketOptions.SO_SNDBUF, 64 * 1024);
            super(loop, channel);
        }

        boolean hadEvent() {
            boolean had = writes > writesSeen;
            writesSeen = writes;
            return had;
        }

        @Override
        protected void handleRead() {
            recv(ByteBuffer.allocate(1000));
        }

        @Override
        protected void handleWrite() throws IOException {
            long before = unsent();
            super.handleWrite();
            writes++;
            if (unsent() < before) {
                progressAt = System.nanoTime();
                lastUnsent = unsent();
            }
        }

        @Override
        protected void handleClose() {
            closes++;
            super.handleClose();
        }

        @Override
        protected void handleStall() {
            stalls++;
            stalledAt = System.nanoTime();
            super.handleStall();
        }

        @Override
        protected void handleEnd() {
            ends++;
        }
    }
}
