package sevenservers.exercises.asyncore;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sevenservers.asyncore.Dispatcher;
import sevenservers.exercises.support.Explain;
import sevenservers.exercises.support.LoopStage;
import sevenservers.tests.TestClient;

@DisplayName("A relay")
class RelayTest {

    private static final int SMALL_BUFFER = 32 * 1024;
    /** Far more than the system holds by itself for such connections. */
    private static final byte[] MUCH = manyBytes();

    /**
     * When a relay reads, the system may fill the gap at once with what it holds,
     * and nothing seems to have changed; but not so often.
     */
    private static final int SURELY_QUIET = 50;

    @RegisterExtension
    final LoopStage stage = new LoopStage();

    private SocketChannel talker;
    private SocketChannel heard;
    private TestClient left;
    private TestClient right;

    @BeforeEach
    void join() throws IOException {
        left = stage.connect();
        SocketChannel first = stage.accept();
        right = stage.connect();
        Relay.join(stage.loop(), first, stage.accept());
        stage.start();
    }

    @AfterEach
    void close() throws IOException {
        if (talker != null) {
            talker.close();
        }
    }

    @Test
    @DisplayName("passes every byte on, both ways.")
    void passesEveryByteBothWays() {
        var bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        Explain.failure("From left to right", () -> {
            left.send(bytes);
            right.expect(bytes);
        });
        Explain.failure("From right to left", () -> {
            right.send("an answer\n");
            left.expectLine("an answer");
        });
        Explain.failure("From left to right once more", () -> {
            left.send("another question\n");
            right.expectLine("another question");
        });
    }

    @Test
    @DisplayName("passes the end of the left side on, and still the answer to it.")
    void passesTheEndOfTheLeftSideOn() {
        passesTheEndOn(left, right);
    }

    @Test
    @DisplayName("passes the end of the right side on, and still the answer to it.")
    void passesTheEndOfTheRightSideOn() {
        passesTheEndOn(right, left);
    }

    private void passesTheEndOn(TestClient asker, TestClient answerer) {
        asker.send("all that I have to say\n").finish();
        answerer.expectLine("all that I have to say");
        Explain.failure("A side has ended, and the other one waits for more",
                answerer::expectEnd);
        Explain.failure("One direction has ended, and the other one no longer"
                + " passes bytes", () -> {
                    answerer.send("the answer\n");
                    asker.expectLine("the answer");
                    answerer.send("and more\n");
                    asker.expectLine("and more");
                });
        answerer.finish();
        Explain.failure("The second direction has ended, too", asker::expectEnd);
        assertThat(openSides()).as("sides that are still open after both have"
                + " ended: each keeps a socket for ever").isZero();
    }

    @Test
    @DisplayName("stops reading a side while the other one takes nothing.")
    void stopsReadingWhileTheOtherSideTakesNothing() throws IOException {
        joinTalker();
        assertThat(sendWhileRead()).as("the bytes that the relay takes from the"
                + " left side although nobody reads at the right one: it holds them"
                + " in memory, and a fast sender fills that")
                .isLessThan(MUCH.length);
    }

    @Test
    @DisplayName("passes bytes one way while it cannot pass them the other way.")
    void passesBytesOneWayWhileItCannotTheOtherWay() throws IOException {
        joinTalker();
        sendWhileRead();
        right.send("stop it");
        assertThat(told()).as("what the left side is told while its own bytes wait")
                .isEqualTo("stop it");
    }

    @Test
    @DisplayName("loses nothing of what had to wait, even when both have ended.")
    void losesNothingOfWhatHadToWait() throws IOException {
        joinTalker();
        byte[] all = Arrays.copyOf(MUCH, sendWhileRead());
        talker.shutdownOutput();
        right.finish();
        assertThat(told()).as("what the left side is told after the end of the"
                + " right one").isEmpty();
        Explain.failure("The right side begins to read, and does not get all that"
                + " the left side had sent before it ended", () -> {
                    right.expect(all);
                    right.expectEnd();
                });
    }

    @Test
    @DisplayName("breaks a side when the other one breaks.")
    void breaksASideWhenTheOtherOneBreaks() {
        left.send("half of a");
        right.readExactly(9);
        left.reset();
        try {
            right.readToEnd();
        } catch (AssertionError failure) {
            assertThat(failure).hasMessageContaining("broke");
            assertThat(openSides()).as("sides that are still open").isZero();
            return;
        }
        throw new AssertionError("The left side was reset in the middle of a"
                + " message, and the right side is told a good end: it takes half"
                + " of the message for all of it");
    }

    @Test
    @DisplayName("breaks a side that talks to nobody.")
    void breaksASideThatTalksToNobody() {
        left.finish();
        right.expectEnd();
        left.close();
        assertThat(canSendOn(right)).as("the left side is gone, and the right one"
                + " may talk on and on, and never learns that nobody hears it")
                .isFalse();
        assertThat(openSides()).as("sides that are still open").isZero();
    }

    /** Joins a left side that never waits, and a right one that does not read. */
    private void joinTalker() throws IOException {
        talker = SocketChannel.open(stage.address());
        talker.setOption(StandardSocketOptions.SO_SNDBUF, 8 * SMALL_BUFFER);
        talker.configureBlocking(false);
        heard = stage.accept();
        right = stage.connectSteady(stage.address());
        SocketChannel second = stage.accept();
        second.setOption(StandardSocketOptions.SO_SNDBUF, SMALL_BUFFER);
        stage.inLoop(() -> Relay.join(stage.loop(), heard, second));
    }

    /** Sends until the relay reads no more, and tells how much was sent. */
    private int sendWhileRead() throws IOException {
        var bytes = ByteBuffer.wrap(MUCH);
        int quiet = 0;
        while (quiet < SURELY_QUIET && bytes.hasRemaining()) {
            int sent = talker.write(bytes);
            int before = unread();
            stage.settle();
            boolean reads = sent > 0 || before == 0 || unread() != before;
            quiet = reads ? 0 : quiet + 1;
        }
        return bytes.position();
    }

    /** What the left side is told, and nothing if that is the end. */
    private String told() throws IOException {
        talker.configureBlocking(true);
        talker.socket().setSoTimeout((int) LoopStage.PATIENCE.toMillis());
        var bytes = new byte[100];
        try {
            int count = talker.socket().getInputStream().read(bytes);
            return new String(bytes, 0, Math.max(0, count), US_ASCII);
        } catch (IOException failure) {
            throw new AssertionError("the left side, whose own bytes wait, is told"
                    + " nothing: " + failure.getMessage(), failure);
        }
    }

    /** What waits for the relay in its socket. */
    private int unread() throws IOException {
        return heard.socket().getInputStream().available();
    }

    private static byte[] manyBytes() {
        var random = new SplittableRandom(1);
        var bytes = new byte[4 * 1024 * 1024];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt('a', 'z' + 1);
        }
        return bytes;
    }

    private boolean canSendOn(TestClient client) {
        try {
            for (int i = 0; i < 100; i++) {
                client.send("is anybody there?");
                stage.settle();
            }
            return true;
        } catch (AssertionError broken) {
            return false;
        }
    }

    private int openSides() {
        var count = new AtomicInteger();
        stage.settle();
        stage.inLoop(() -> count
                .set(stage.loop().dispatchers(Dispatcher.class).size()));
        return count.get();
    }
}
