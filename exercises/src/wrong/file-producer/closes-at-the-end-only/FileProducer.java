// Caught by: closesTheFileHoweverAConversationEnds
// The file is closed after its last byte, and stays open when nobody wants that
// byte.
package sevenservers.exercises.linechat;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import sevenservers.contract.Quietly;
import sevenservers.linechat.Producer;

/**
 * Hands out a file piece by piece, as long as it was when it was opened: so many
 * bytes may have been announced. It is read when a piece is asked for, and never
 * further.
 */
public final class FileProducer implements Producer {

    private final SeekableByteChannel file;
    private final int piece;
    private long left;

    /**
     * A producer to which the file belongs from now on. If this fails, the file is
     * closed.
     *
     * @param piece the most bytes to hand out at once, at least 1
     * @throws IOException if nobody can tell how long the file is
     */
    public FileProducer(SeekableByteChannel file, int piece) throws IOException {
        this.file = file;
        this.piece = piece;
        try {
            left = file.size();
        } catch (IOException | RuntimeException failure) {
            Quietly.close(file);
            throw failure;
        }
    }

    /**
     * The next bytes, in a buffer of their own; an empty one after the last.
     *
     * @throws IOException if the file cannot be read, or has become shorter
     */
    @Override
    public ByteBuffer more() throws IOException {
        var bytes = ByteBuffer.allocate((int) Math.min(piece, left));
        if (left > 0 && file.read(bytes) < 0) {
            throw new EOFException("a file has become shorter by " + left
                    + " bytes while it was sent");
        }
        left -= bytes.position();
        if (left == 0) {
            file.close();
        }
        return bytes.flip();
    }
}
