package sevenservers.asyncore.programs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import sevenservers.asyncore.DispatcherWithSend;
import sevenservers.contract.Quietly;

/**
 * An answer, and the producer of its bytes: {@link #more()} has them piece by
 * piece, the first piece with the head in front, and the memory of one piece holds
 * them all, one after the other.
 *
 * <p>Retells the documents' producers, whose {@code more} returns an empty string
 * at the end.
 */
final class HttpAnswer implements Closeable {

    private final HttpStatus status;
    private final Map<String, String> fields = new LinkedHashMap<>();
    private FileChannel file;
    private long position;
    private long left;
    private byte[] front = {};
    private ByteBuffer piece;

    private HttpAnswer(HttpStatus status) {
        this.status = status;
    }

    /** An answer whose body names the status, for people. */
    static HttpAnswer of(HttpStatus status) {
        var answer = new HttpAnswer(status);
        answer.front = (status + "\n").getBytes(US_ASCII);
        return answer.with("Content-Type", "text/plain; charset=utf-8")
                .with("Content-Length", String.valueOf(answer.front.length));
    }

    /** An answer that never has a body, and tells no length. */
    static HttpAnswer notModified() {
        return new HttpAnswer(HttpStatus.NOT_MODIFIED);
    }

    /** An answer with bytes of a file, which belongs to the answer from now on. */
    static HttpAnswer of(HttpStatus status, FileChannel file, ByteRange range) {
        var answer = new HttpAnswer(status);
        answer.file = file;
        answer.position = range.first();
        answer.left = range.length();
        return answer.with("Content-Length", String.valueOf(range.length()));
    }

    /** Adds a field, whose value is safe: nothing in it came from a client. */
    HttpAnswer with(String name, String value) {
        fields.put(name, value);
        return this;
    }

    /** The same answer without its body, for HEAD. */
    HttpAnswer withoutBody() {
        close();
        front = new byte[0];
        left = 0;
        return this;
    }

    HttpStatus status() {
        return status;
    }

    /**
     * Writes the head, after which nothing can be added to it.
     *
     * @param connection what the Connection field says
     */
    void begin(String connection, Instant now) {
        with("Date", HttpDate.format(now)).with("Connection", connection);
        var head = new StringBuilder("HTTP/1.1 ").append(status).append("\r\n");
        fields.forEach((name, value) -> head.append(name).append(": ")
                .append(value).append("\r\n"));
        byte[] bytes = head.append("\r\n").toString().getBytes(ISO_8859_1);
        long size = bytes.length + front.length + left;
        piece = ByteBuffer.allocate((int) Math.min(size, DispatcherWithSend.PIECE))
                .put(bytes).put(front);
    }

    /**
     * The next bytes, in a buffer that is used again for those after them, or null
     * if there are no more.
     *
     * @throws IOException if the file cannot be read, or has become shorter than
     *     the head has told: what has been sent is no whole answer
     */
    ByteBuffer more() throws IOException {
        while (left > 0 && piece.hasRemaining()) {
            int limit = (int) Math.min(piece.remaining(), left);
            int count = file.read(piece.limit(piece.position() + limit), position);
            piece.limit(piece.capacity());
            if (count < 0) {
                throw new IOException("a file has become shorter meanwhile");
            }
            position += count;
            left -= count;
        }
        if (piece.position() == 0) {
            return null;
        }
        ByteBuffer next = piece.duplicate().flip();
        piece.clear();
        return next;
    }

    /** Closes the file, if there is one. */
    @Override
    public void close() {
        if (file != null) {
            Quietly.close(file);
        }
    }
}
