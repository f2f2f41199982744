package sevenservers.exercises.select;

import java.io.EOFException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Frames: four bytes, big-endian, say how many bytes follow. Bytes go in as they
 * come from the network, frames come out whole and at once.
 *
 * <p>To be built: all three methods. Their rules:
 *
 * <ul>
 * <li>A frame is handed over once, without its length, as soon as its last byte is
 * received; the array is the handler's to keep. An empty frame is a frame, too, and
 * complete with its length.
 * <li>The network cuts where it likes: within a length, within the bytes, and
 *     not at all between two frames.
 * <li>A frame of {@code longest} bytes is allowed. A longer one is refused as
 *     soon as its length is there, with nothing allocated for it. A length is
 *     never negative: 0x80000000 is two thousand million, and some.
 * <li>After that nothing is handed over any more, and each further byte is refused
 * in the same way.
 * <li>A stream may end between two frames, and nowhere else.
 * </ul>
 *
 * <p>{@code Frames} in {@code sevenservers.select.programs} is asked for the next
 * text, and returns null when it has none. This class is told what comes, and calls
 * back: module 03 will do the same with everything.
 */
@SuppressWarnings("unused") // until the methods are written
public final class Framing {

    private final int longest;
    private final Consumer<byte[]> frames;

    /** Hands over frames that have at most so many bytes, without their length. */
    public Framing(int longest, Consumer<byte[]> frames) {
        this.longest = longest;
        this.frames = frames;
    }

    /** The whole frame of some bytes, ready to be sent. */
    public static ByteBuffer framed(byte... bytes) {
        // TODO: the length, then the bytes.
        throw new UnsupportedOperationException("TODO: make a frame");
    }

    /**
     * Takes all bytes of a buffer, and hands over each frame that they complete.
     *
     * @throws ProtocolException if a frame is longer than allowed, now or earlier;
     *     the frames before it have been handed over
     */
    public void receive(ByteBuffer bytes) throws ProtocolException {
        // TODO: what is to be known from one call to the next?
        throw new UnsupportedOperationException("TODO: find the frames");
    }

    /**
     * To be called at the end of the stream.
     *
     * @throws EOFException if the stream ends within a frame
     */
    public void end() throws EOFException {
        // TODO: is this the end of a frame?
        throw new UnsupportedOperationException("TODO: judge the end");
    }
}
