// Caught by: leavesOutWhatIsWrittenToTheFileMeanwhile
// Whatever the file has when it is read is handed out, and an early end is a good
// one.
package sevenservers.exercises.linechat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import sevenservers.linechat.Producer;

/**
 * Hands out a file piece by piece, as long as it was when it was opened: so many
 * bytes may have been announced. It is read when a piece is asked for, and never
 * further.
 */
public final class FileProducer implements Producer {

    private final SeekableByteChannel file;
    private final int piece;

    /**
     * A producer to which the file belongs from now on. If this fails, the file is
     * closed.
     *
     * @param piece the most bytes to hand out at once, at least 1
     * @throws IOException if nobody can tell how long the file is
     */
    public FileProducer(SeekableByteChannel file, int piece) {
        this.file = file;
        this.piece = piece;
    }

    /**
     * The next bytes, in a buffer of their own; an empty one after the last.
     *
     * @throws IOException if the file cannot be read, or has become shorter
     */
    @Override
    public ByteBuffer more() throws IOException {
        var bytes = ByteBuffer.allocate(piece);
        file.read(bytes);
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
