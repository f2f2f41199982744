package sevenservers.exercises.select;

import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.WritableByteChannel;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PartialWritesTest {

    private final Key key = new Key();
    private final Socket socket = new Socket();
    private final PartialWrites out = new PartialWrites(key, socket);

    @Test
    @DisplayName("What the channel takes is sent at once, and the key left alone.")
    void sendsAtOnceWhatTheChannelTakes() throws IOException {
        socket.takes(100);
        send("hello, ");
        send("");
        send("world");
        assertThat(socket.taken()).as("what the channel was given, which would have"
                + " taken 100 bytes").isEqualTo("hello, world");
        assertThat(out.unsent()).as("bytes unsent, after all were taken").isZero();
        assertThat(key.changes).as("changes of the key's interest, with nothing to "
                + "wait for").isZero();
    }

    @Test
    @DisplayName("What the channel does not take is kept, and sent later.")
    void keepsWhatTheChannelDoesNotTake() throws IOException {
        socket.takes(4);
        send("0123456789");
        assertThat(socket.taken()).as("what was taken, of 10 bytes, by a channel "
                + "with room for 4").isEqualTo("0123");
        assertThat(out.unsent()).as("bytes unsent").isEqualTo(6);
        socket.takes(5);
        out.ready();
        assertThat(socket.taken()).as("what was taken when there was room for 5"
                + " more")
                .isEqualTo("012345678");
        assertThat(out.unsent()).as("bytes unsent").isEqualTo(1);
        socket.takes(5);
        out.ready();
        assertThat(socket.taken()).as("what was taken at last")
                .isEqualTo("0123456789");
        assertThat(out.unsent()).as("bytes unsent, after all were taken").isZero();
    }

    @Test
    @DisplayName("What is sent later leaves later, even if the channel has room.")
    void sendsInOrder() throws IOException {
        socket.takes(2);
        send("one ");
        socket.takes(100);
        send("two ");
        send("three");
        assertThat(socket.taken()).as("what was taken before the selector said that"
                + " the channel is ready: \"two\" must not overtake \"one\"")
                .isIn("on", "one two three");
        out.ready();
        assertThat(socket.taken()).as("what was taken of \"one \", \"two \" and "
                + "\"three\"").isEqualTo("one two three");
        assertThat(out.unsent()).as("bytes unsent, after all were taken").isZero();
    }

    @Test
    @DisplayName("The caller may use its buffer again at once.")
    void keepsACopy() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(10);
        socket.takes(1);
        out.send(buffer.put("first".getBytes(UTF_8)).flip());
        out.send(buffer.clear().put(" second".getBytes(UTF_8)).flip());
        buffer.clear().put("XXXXXXXXXX".getBytes(UTF_8));
        socket.takes(100);
        out.ready();
        assertThat(socket.taken()).as("\"first\" and \" second\" were sent from one"
                + " buffer, which was then filled with X")
                .isEqualTo("first second");
    }

    @Test
    @DisplayName("The key is watched for writing only while something is unsent.")
    void watchesForWritingWhileUnsent() throws IOException {
        for (int others : new int[] {OP_READ, 0}) {
            key.ops = others;
            socket.takes(3);
            send("four");
            expectInterest(others | OP_WRITE, "1 byte is unsent: without OP_WRITE"
                    + " the selector never says that the channel is ready");
            out.ready();
            expectInterest(others | OP_WRITE, "1 byte is still unsent");
            socket.takes(1);
            out.ready();
            expectInterest(others, "nothing is unsent: with OP_WRITE the selector "
                    + "returns at once for ever, and the loop burns a core");
        }
    }

    @Test
    @DisplayName("The key's interest is changed only when it changes.")
    void changesTheInterestOnlyWhenItChanges() throws IOException {
        socket.takes(1);
        for (int i = 0; i < 100; i++) {
            send("line\n");
        }
        for (int i = 0; i < 99; i++) {
            socket.takes(5);
            out.ready();
        }
        assertThat(key.changes).as("calls of interestOps(int) while something was "
                + "unsent all the time: OP_WRITE is set once").isEqualTo(1);
        socket.takes(100);
        out.ready();
        send("line\n");
        assertThat(key.changes).as("calls of interestOps(int) after all has been "
                + "sent, and one line more that was taken at once: OP_WRITE is "
                + "cleared once").isEqualTo(2);
    }

    @Test
    @DisplayName("Nothing is lost or doubled, whatever the channel takes.")
    void losesNothing() throws IOException {
        for (int seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            var sent = new StringBuilder();
            var one = new Socket();
            var some = new PartialWrites(new Key(), one);
            for (int i = 0; i < 50; i++) {
                String text = (char) ('!' + i) + "_".repeat(random.nextInt(20));
                one.takes(random.nextInt(30));
                some.send(ByteBuffer.wrap(text.getBytes(UTF_8)));
                sent.append(text);
                one.takes(random.nextInt(12));
                some.ready();
                assertThat(some.unsent()).as("bytes unsent: sent, but not taken")
                        .isEqualTo(sent.length() - one.taken().length());
            }
            one.takes(Integer.MAX_VALUE);
            some.ready();
            assertThat(one.taken()).as("50 texts of up to 20 bytes, sent to a"
                    + " channel that takes a few at a time")
                    .isEqualTo(sent.toString());
        }
    }

    @Test
    @DisplayName("A broken connection is reported to the caller.")
    void reportsABrokenConnection() throws IOException {
        socket.takes(1);
        send("hello");
        socket.breaks();
        assertThatThrownBy(out::ready).as("the client has gone, and the caller has "
                + "to know").isInstanceOf(IOException.class);
    }

    private void send(String text) throws IOException {
        out.send(ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    private void expectInterest(int expected, String why) {
        assertThat(key.ops).as("the key's interest (OP_READ is 1, OP_WRITE is 4): "
                + why).isEqualTo(expected);
    }

    /** A channel that has room for so many bytes, until it is told otherwise. */
    private static final class Socket implements WritableByteChannel {

        private static final int FULL_OFTEN = 3;

        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private int room;
        private int refused;
        private boolean broken;

        void takes(int count) {
            room = count;
            refused = 0;
        }

        void breaks() {
            broken = true;
        }

        String taken() {
            return taken.toString(UTF_8);
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            if (broken) {
                throw new IOException("Broken pipe");
            }
            int count = Math.min(bytes.remaining(), room);
            refused = count < bytes.remaining() ? refused + 1 : 0;
            if (refused > FULL_OFTEN) {
                throw new AssertionError("the channel has said that it is full, and"
                        + " is offered bytes again and again: meanwhile all other"
                        + " clients wait");
            }
            var part = new byte[count];
            bytes.get(part);
            taken.writeBytes(part);
            room -= count;
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            broken = true;
        }
    }

    /** A key without a selector, which counts how often its interest is changed. */
    private static final class Key extends SelectionKey {

        private int ops = OP_READ;
        private int changes;

        @Override
        public int interestOps() {
            return ops;
        }

        @Override
        public SelectionKey interestOps(int ops) {
            this.ops = ops;
            changes++;
            return this;
        }

        @Override
        public int readyOps() {
            return ops;
        }

        @Override
        public boolean isValid() {
            return true;
        }

        @Override
        public void cancel() {
            throw new AssertionError("nobody has asked for the end");
        }

        @Override
        public SelectableChannel channel() {
            throw new AssertionError("the channel was given to the constructor");
        }

        @Override
        public Selector selector() {
            throw new AssertionError("there is no need of the selector");
        }
    }
}
