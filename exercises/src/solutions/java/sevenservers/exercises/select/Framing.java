package sevenservers.exercises.select;

import java.io.EOFException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Frames: four bytes, big-endian, say how many bytes follow. Bytes go in as they
 * come from the network, frames come out whole and at once.
 *
 * <p>What a length announces is checked before anything is allocated for it. After
 * a wrong length nobody can tell where a frame begins, so that is the end of the
 * stream's use.
 */
public final class Framing {

    private static final int LENGTH_BYTES = 4;

    private final int longest;
    private final Consumer<byte[]> frames;
    private ByteBuffer wanted = ByteBuffer.allocate(LENGTH_BYTES);
    private boolean inLength = true;
    private boolean broken;

    /** Hands over frames that have at most so many bytes, without their length. */
    public Framing(int longest, Consumer<byte[]> frames) {
        this.longest = longest;
        this.frames = frames;
    }

    /** The whole frame of some bytes, ready to be sent. */
    public static ByteBuffer framed(byte... bytes) {
        return ByteBuffer.allocate(LENGTH_BYTES + bytes.length).putInt(bytes.length)
                .put(bytes).flip();
    }

    /**
     * Takes all bytes of a buffer, and hands over each frame that they complete.
     *
     * @throws ProtocolException if a frame is longer than allowed, now or earlier;
     *     the frames before it have been handed over
     */
    public void receive(ByteBuffer bytes) throws ProtocolException {
        while (bytes.hasRemaining()) {
            if (broken) {
                throw tooLong();
            }
            int count = Math.min(wanted.remaining(), bytes.remaining());
            wanted.put(bytes.slice(bytes.position(), count));
            bytes.position(bytes.position() + count);
            if (!wanted.hasRemaining()) {
                next();
            }
        }
    }

    /**
     * To be called at the end of the stream.
     *
     * @throws EOFException if the stream ends within a frame
     */
    public void end() throws EOFException {
        if (!inLength || wanted.position() > 0) {
            throw new EOFException("the stream ended within a frame");
        }
    }

    /** A length is whole, or the bytes that it has announced. */
    private void next() throws ProtocolException {
        if (inLength) {
            int length = wanted.flip().getInt();
            if (Integer.compareUnsigned(length, longest) > 0) {
                broken = true;
                throw tooLong();
            }
            wanted = ByteBuffer.allocate(length);
            inLength = false;
        }
        if (!wanted.hasRemaining()) {
            frames.accept(wanted.array());
            wanted = ByteBuffer.allocate(LENGTH_BYTES);
            inLength = true;
        }
    }

    private ProtocolException tooLong() {
        return new ProtocolException("a frame of more than " + longest + " bytes");
    }
}
