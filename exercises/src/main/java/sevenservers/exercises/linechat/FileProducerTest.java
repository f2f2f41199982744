package sevenservers.exercises.linechat;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sevenservers.exercises.support.LoopStage;
import sevenservers.linechat.AsyncChat;
import sevenservers.linechat.Producer;
import sevenservers.tests.TestClient;

@DisplayName("A file's producer")
class FileProducerTest {

    private static final int PIECE = 4;
    private static final byte[] LARGE = manyBytes();
    private static final int LARGE_PIECE = 16 * 1024;

    @RegisterExtension
    final LoopStage stage = new LoopStage();

    private final FakeFile file = new FakeFile(bytes("0123456789"));

    @Test
    @DisplayName("hands the file out in pieces, and reads each when it is wanted.")
    void handsTheFileOutInPieces() throws IOException {
        Producer producer = new FileProducer(file, PIECE);
        assertThat(file.position())
                .as("the bytes that are read before any is wanted").isZero();
        assertThat(next(producer)).as("the first piece").isEqualTo("0123");
        assertThat(file.position()).as("the bytes that are read for the first"
                + " piece: what is read ahead waits in memory, for each client")
                .isEqualTo(4);
        assertThat(next(producer)).as("the second piece").isEqualTo("4567");
        assertThat(next(producer)).as("the last piece").isEqualTo("89");
        assertThat(next(producer)).as("what follows the last piece").isEmpty();
        assertThat(next(producer)).as("what follows that").isEmpty();
    }

    @Test
    @DisplayName("hands out a buffer of its own for each piece.")
    void handsOutABufferOfItsOwnForEachPiece() throws IOException {
        Producer producer = new FileProducer(file, PIECE);
        ByteBuffer first = producer.more();
        producer.more();
        assertThat(text(first)).as("the first piece, after the second was made: it"
                + " may not be sent yet, and must not change").isEqualTo("0123");
    }

    @Test
    @DisplayName("goes on to the last byte, though a read may give little.")
    void goesOnToTheLastByte() throws IOException {
        file.mostPerRead = 3;
        Producer producer = new FileProducer(file, PIECE);
        var all = new StringBuilder();
        String piece = next(producer);
        while (!piece.isEmpty()) {
            assertThat(piece.length()).as("the length of a piece")
                    .isLessThanOrEqualTo(PIECE);
            all.append(piece);
            piece = next(producer);
        }
        assertThat(all.toString()).as("what comes before the empty piece, if a read"
                + " gives at most three bytes").isEqualTo("0123456789");
    }

    @Test
    @DisplayName("leaves out what is written to the file meanwhile.")
    void leavesOutWhatIsWrittenToTheFileMeanwhile() throws IOException {
        Producer producer = new FileProducer(file, PIECE);
        String all = next(producer);
        file.become(bytes("0123456789 and more"));
        all += next(producer) + next(producer) + next(producer);
        assertThat(all).as("what is handed out of a file that had ten bytes when it"
                + " was opened, and has more by now: the receiver was told ten, and"
                + " takes the others for something else").isEqualTo("0123456789");
    }

    @Test
    @DisplayName("fails when the file has become shorter meanwhile.")
    void failsWhenTheFileHasBecomeShorter() throws IOException {
        Producer producer = new FileProducer(file, PIECE);
        next(producer);
        file.become(bytes("012345"));
        assertThat(next(producer)).as("what is left of the second piece")
                .isEqualTo("45");
        assertThatThrownBy(producer::more).as("The file had ten bytes when it was"
                + " opened, and has six by now. An empty piece would say that all"
                + " is well, and the receiver would wait for the others")
                .isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("closes the file if it cannot even be made.")
    void closesTheFileIfItCannotBeMade() {
        file.unsized = true;
        assertThatThrownBy(() -> new FileProducer(file, PIECE))
                .as("nobody can tell how long the file is")
                .isInstanceOf(IOException.class);
        assertThat(file.isOpen()).as("whether the file is still open: there is no"
                + " producer that anybody else could close").isFalse();
    }

    @Test
    @DisplayName("sends a large file in a conversation, and then closes it.")
    void sendsALargeFileInAConversation()
            throws IOException, InterruptedException {
        TestClient client = stage.connect();
        AsyncChat chat = converse();
        var large = new FakeFile(LARGE);
        chat.pushWithProducer(new FileProducer(large, LARGE_PIECE));
        stage.start();
        client.expect(LARGE);
        assertClosed(large, "all of it has been sent");
    }

    @Test
    @DisplayName("closes the file however a conversation ends.")
    void closesTheFileHoweverAConversationEnds()
            throws IOException, InterruptedException {
        var unwanted = new FakeFile(LARGE);
        TestClient leaver = stage.connect();
        converse().pushWithProducer(new FileProducer(unwanted, LARGE_PIECE));
        var unreadable = new FakeFile(LARGE);
        unreadable.brokenAt = LARGE_PIECE;
        stage.connect();
        converse().pushWithProducer(new FileProducer(unreadable, LARGE_PIECE));
        var late = new FakeFile(LARGE);
        stage.connect();
        AsyncChat ended = converse();
        ended.closeWhenDone();
        ended.pushWithProducer(new FileProducer(late, LARGE_PIECE));
        stage.start();
        leaver.reset();
        assertClosed(unwanted, "the client is gone");
        assertClosed(unreadable, "the disk is broken");
        assertClosed(late, "the conversation had ended before");
    }

    /** The other end of the connection that was made last. */
    private AsyncChat converse() throws IOException {
        var input = ByteBuffer.allocate(100);
        return new AsyncChat(stage.loop(), stage.accept(), input) {
            @Override
            protected void collectIncomingData(ByteBuffer data) {
                throw new AssertionError("a client that says nothing");
            }
        };
    }

    private static void assertClosed(FakeFile file, String why)
            throws InterruptedException {
        assertThat(file.isClosedWithin(LoopStage.PATIENCE))
                .as("whether a file is closed when " + why + ": an open one keeps a"
                        + " descriptor, until there is none left")
                .isTrue();
    }

    private static String next(Producer producer) throws IOException {
        return text(producer.more());
    }

    private static String text(ByteBuffer bytes) {
        return US_ASCII.decode(bytes).toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }

    private static byte[] manyBytes() {
        var bytes = new byte[8 * 1024 * 1024];
        new SplittableRandom(1).nextBytes(bytes);
        return bytes;
    }

    /**
     * A file in memory that can be read from its beginning to its end, and that a
     * test can make behave as files sometimes do.
     */
    private static final class FakeFile implements SeekableByteChannel {

        /** The most bytes that one call reads. */
        int mostPerRead = Integer.MAX_VALUE;
        /** Where a read fails, as if the disk were broken. */
        int brokenAt = Integer.MAX_VALUE;
        /** Whether nobody can tell how long it is. */
        boolean unsized;
        private final CountDownLatch closed = new CountDownLatch(1);
        private byte[] content;
        private int position;

        FakeFile(byte... content) {
            this.content = content;
        }

        /** Somebody else writes the file anew, while it is open. */
        void become(byte... other) {
            content = other;
        }

        /** How much has been read. */
        @Override
        public long position() {
            return position;
        }

        @Override
        public long size() throws IOException {
            if (unsized) {
                throw new IOException("the disk is gone");
            }
            return content.length;
        }

        @Override
        public int read(ByteBuffer bytes) throws IOException {
            if (!isOpen()) {
                throw new IOException("read after it was closed");
            }
            if (position >= brokenAt) {
                throw new IOException("the disk is broken");
            }
            if (position >= content.length) {
                return -1;
            }
            int count = Math.min(Math.min(bytes.remaining(), mostPerRead),
                    content.length - position);
            bytes.put(content, position, count);
            position += count;
            return count;
        }

        @Override
        public boolean isOpen() {
            return closed.getCount() > 0;
        }

        @Override
        public void close() {
            closed.countDown();
        }

        /** Whether it is closed by now, or soon. */
        boolean isClosedWithin(Duration patience) throws InterruptedException {
            return closed.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public int write(ByteBuffer bytes) {
            throw new AssertionError("a file that is handed out is not written");
        }

        @Override
        public SeekableByteChannel position(long newPosition) {
            position = Math.toIntExact(newPosition);
            return this;
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            throw new AssertionError("a file that is handed out is not truncated");
        }
    }
}
