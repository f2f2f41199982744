package sevenservers.exercises.linechat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import sevenservers.linechat.Producer;

/**
 * Hands out a file piece by piece, so that a large one takes neither much memory
 * nor the loop for itself.
 *
 * <p>To be built: the producer. The rules:
 *
 * <ul>
 * <li>A piece has at most so many bytes as the constructor is told. It is read when
 *     it is asked for, and nothing is read ahead.
 * <li>A piece belongs to the one who has asked for it: the next one does not change
 *     it.
 * <li>Only after the last byte a piece is empty. (To read from a file may give less
 *     than one has asked for.)
 * <li>The file is handed out as long as it was when it was opened, because so many
 *     bytes may have been announced. If it has grown since, the rest is left out.
 *     If it has become shorter, that is an {@code IOException} and no good end.
 * <li>The file is closed whatever happens, the failure of the constructor included.
 * </ul>
 *
 * <p>{@code Producer} in module 04 says when {@code close} is called, and
 * {@code AsyncChat} calls it. {@code HttpAnswer} in module 03 hands out a file,
 * too, in another shape.
 */
public final class FileProducer implements Producer {

    /**
     * A producer to which the file belongs from now on. If this fails, the file is
     * closed.
     *
     * @param piece the most bytes to hand out at once, at least 1
     * @throws IOException if nobody can tell how long the file is
     */
    public FileProducer(SeekableByteChannel file, int piece) throws IOException {
        // TODO: Remember what more() needs. How long is the file?
        throw new UnsupportedOperationException("TODO: keep the file, and more");
    }

    /**
     * The next bytes, in a buffer of their own; an empty one after the last.
     *
     * @throws IOException if the file cannot be read, or has become shorter
     */
    @Override
    public ByteBuffer more() throws IOException {
        throw new UnsupportedOperationException("TODO: the next piece");
    }

    // TODO: A producer has one more method, which does nothing unless overridden.
}
