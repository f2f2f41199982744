package sevenservers.linechat;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Something to send that is made when it can be sent: a file that is read piece by
 * piece, an answer that is computed on the fly. What is large this way takes
 * neither much memory nor the loop for itself.
 */
@FunctionalInterface
public interface Producer {

    /**
     * The next bytes to send, which from now on belong to the caller; an empty
     * buffer when there are no more.
     *
     * @throws IOException if they cannot be had, which ends the connection
     */
    ByteBuffer more() throws IOException;

    /**
     * Lets go of what it holds. Called once, when there are no more bytes or when
     * nobody wants them any more.
     */
    default void close() throws IOException {
    }

    /** Bytes that are there already, cut into pieces of a size. */
    static Producer of(ByteBuffer bytes, int piece) {
        return () -> {
            ByteBuffer next = bytes.slice(bytes.position(),
                    Math.min(piece, bytes.remaining()));
            bytes.position(bytes.position() + next.remaining());
            return next;
        };
    }
}
