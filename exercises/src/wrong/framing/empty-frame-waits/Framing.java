// Caught by: handsOverAtOnce
// Looks whether a frame is complete only when a byte has come behind its
// length. An empty one waits for the next frame.
package sevenservers.exercises.select;

import java.io.EOFException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

public final class Framing {

    private static final int LENGTH_BYTES = 4;

    private final int longest;
    private final Consumer<byte[]> frames;
    private ByteBuffer wanted = ByteBuffer.allocate(LENGTH_BYTES);
    private boolean inLength = true;
    private boolean broken;

    public Framing(int longest, Consumer<byte[]> frames) {
        this.longest = longest;
        this.frames = frames;
    }

    public static ByteBuffer framed(byte... bytes) {
        return ByteBuffer.allocate(LENGTH_BYTES + bytes.length).putInt(bytes.length)
                .put(bytes).flip();
    }

    public void receive(ByteBuffer bytes) throws ProtocolException {
        while (bytes.hasRemaining()) {
            if (broken) {
                throw tooLong();
            }
            if (!wanted.hasRemaining()) {
                next();
            }
            int count = Math.min(wanted.remaining(), bytes.remaining());
            wanted.put(bytes.slice(bytes.position(), count));
            bytes.position(bytes.position() + count);
            if (!wanted.hasRemaining()) {
                next();
            }
        }
    }

    public void end() throws EOFException {
        if (!inLength || wanted.position() > 0) {
            throw new EOFException("the stream ended within a frame");
        }
    }

    private void next() throws ProtocolException {
        if (inLength) {
            int length = wanted.flip().getInt();
            if (Integer.compareUnsigned(length, longest) > 0) {
                broken = true;
                throw tooLong();
            }
            wanted = ByteBuffer.allocate(length);
            inLength = false;
        } else {
            frames.accept(wanted.array());
            wanted = ByteBuffer.allocate(LENGTH_BYTES);
            inLength = true;
        }
    }

    private ProtocolException tooLong() {
        return new ProtocolException("a frame of more than " + longest + " bytes");
    }
}
