package sevenservers.exercises.select;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FramingTest {

    private static final int LONGEST = 300;
    private static final List<String> TEXTS =
            List.of("one", "", "two\nlines", "", "é€😀", "x".repeat(40), "fin", "");
    /** The frames of the texts, made without the class under test. */
    private static final byte[] STREAM = stream();

    private final List<byte[]> handed = new ArrayList<>();
    private final Framing framing = new Framing(LONGEST, handed::add);

    @Test
    @DisplayName("A frame is its length in four bytes, big-endian, and its bytes.")
    void startsWithItsLength() {
        assertThat(bytes(Framing.framed(new byte[0]))).as("the frame of nothing")
                .containsExactly(0, 0, 0, 0);
        assertThat(bytes(Framing.framed("né".getBytes(UTF_8)))).as("the frame of"
                + " \"né\", which has three bytes")
                .containsExactly(0, 0, 0, 3, 'n', 0xc3, 0xa9);
        assertThat(bytes(Framing.framed(new byte[258])))
                .as("the frame of 258 zeros")
                .startsWith(0, 0, 1, 2).hasSize(262);
    }

    @Test
    @DisplayName("Frames come out whole and in order, wherever the network cuts.")
    void doesNotDependOnWhereTheNetworkCuts() throws ProtocolException {
        for (int i = 0; i <= STREAM.length; i++) {
            for (int j = i; j <= STREAM.length; j++) {
                var texts = new ArrayList<String>();
                var one = new Framing(LONGEST, bytes -> texts.add(text(bytes)));
                one.receive(ByteBuffer.wrap(STREAM, 0, i));
                one.receive(ByteBuffer.wrap(STREAM, i, j - i));
                one.receive(ByteBuffer.wrap(STREAM, j, STREAM.length - j));
                assertThat(texts).as("%d frames in three pieces, cut before the"
                        + " bytes %d and %d", TEXTS.size(), i, j)
                        .containsExactlyElementsOf(TEXTS);
            }
        }
    }

    @Test
    @DisplayName("A frame is handed over as soon as its last byte is there.")
    void handsOverAtOnce() throws ProtocolException {
        int received = 0;
        for (int i = 0; i < TEXTS.size(); i++) {
            int length = 4 + TEXTS.get(i).getBytes(UTF_8).length;
            for (int j = 1; j <= length; j++) {
                assertThat(handed).as("frames handed over when all but the last %d "
                        + "bytes of frame %d have come", length - j + 1, i + 1)
                        .hasSize(i);
                framing.receive(ByteBuffer.wrap(STREAM, received++, 1));
            }
            assertThat(handed).as("frames handed over when the last byte of frame"
                    + " %d has come: an answer may be waited for", i + 1)
                    .hasSize(i + 1);
        }
    }

    @Test
    @DisplayName("The bytes are the handler's own, and the buffer the caller's.")
    void handsOverACopy() throws ProtocolException {
        var buffer = ByteBuffer.allocateDirect(64);
        framing.receive(buffer.put(new byte[] {0, 0, 0, 2, 'a', 'b'}).flip());
        assertThat(buffer.hasRemaining()).as("whether bytes remain in the buffer:"
                + " all are to be taken").isFalse();
        framing.receive(
                buffer.clear().put(new byte[] {0, 0, 0, 2, 'c', 'd'}).flip());
        assertThat(handed.stream().map(FramingTest::text)).as("two frames that came"
                + " in one buffer, one after the other")
                .containsExactly("ab", "cd");
    }

    @Test
    @DisplayName("A frame as long as allowed is allowed.")
    void takesTheLongestFrame() throws ProtocolException {
        framing.receive(ByteBuffer.wrap(new byte[] {0, 0, 1, 44}));
        framing.receive(ByteBuffer.wrap(new byte[LONGEST]));
        assertThat(handed).as("frames, after one of 300 bytes, which is the most"
                + " that is allowed").hasSize(1);
        assertThat(handed.getFirst()).as("the frame of 300 bytes").hasSize(LONGEST);
    }

    @Test
    @DisplayName("A frame that is too long is refused when its length is there.")
    void refusesALongFrameAtOnce() {
        for (int length : new int[] {LONGEST + 1, Integer.MAX_VALUE,
            Integer.MIN_VALUE,
            -1}) {
            var one = new Framing(LONGEST, handed::add);
            var bytes =
                    ByteBuffer.allocate(9).putInt(1).put((byte) 'a').putInt(length);
            assertThatThrownBy(() -> one.receive(bytes.flip())).as("a frame of %s"
                    + " bytes is announced, %d are allowed: its sender decides how"
                    + " much memory that takes, unless it is refused now",
                    Integer.toUnsignedString(length), LONGEST)
                    .isInstanceOf(ProtocolException.class);
        }
        assertThat(handed).as("frames that came before those that are too long")
                .hasSize(4);
    }

    @Test
    @DisplayName("After a frame that is too long nothing is handed over.")
    void staysBroken() {
        byte[] tooLong = {0, 0, 2, 0};
        assertThatThrownBy(() -> framing.receive(ByteBuffer.wrap(tooLong)))
                .as("a frame of 512 bytes, 300 are allowed")
                .isInstanceOf(ProtocolException.class);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> framing.receive(ByteBuffer.wrap(STREAM)))
                    .as("bytes after a frame that is too long: nobody can tell"
                            + " where in them a frame begins")
                    .isInstanceOf(ProtocolException.class);
        }
        assertThat(handed).as("frames handed over after one that is too long")
                .isEmpty();
    }

    @Test
    @DisplayName("A stream may end between two frames, and nowhere else.")
    void judgesTheEnd() throws ProtocolException {
        assertThatCode(framing::end).as("the end of a stream of no frame")
                .doesNotThrowAnyException();
        byte[] frame = {0, 0, 0, 3, 'e', 'n', 'd'};
        for (byte next : frame) {
            framing.receive(ByteBuffer.wrap(new byte[] {next}));
            if (handed.isEmpty()) {
                assertThatThrownBy(framing::end).as("the end of a stream within a "
                        + "frame: what was sent has not come whole")
                        .isInstanceOf(EOFException.class);
            }
        }
        assertThatCode(framing::end).as("the end of a stream behind a frame")
                .doesNotThrowAnyException();
    }

    private static String text(byte... bytes) {
        return new String(bytes, UTF_8);
    }

    private static byte[] bytes(ByteBuffer frame) {
        var bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }

    private static byte[] stream() {
        var stream = ByteBuffer.allocate(1000);
        for (String text : TEXTS) {
            byte[] bytes = text.getBytes(UTF_8);
            stream.putInt(bytes.length).put(bytes);
        }
        return Arrays.copyOf(stream.array(), stream.position());
    }
}
