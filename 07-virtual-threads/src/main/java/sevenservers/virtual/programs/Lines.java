package sevenservers.virtual.programs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import sevenservers.contract.Line;
import sevenservers.contract.LineDecoder;

/** Reads lines from a stream, and waits for each as long as it takes. */
final class Lines {

    private final InputStream in;
    private final LineDecoder decoder = new LineDecoder();
    private final byte[] chunk;
    private ByteBuffer unread = ByteBuffer.allocate(0);

    /** Lines of a stream that is read in pieces of at most so many bytes. */
    Lines(InputStream in, int chunk) {
        this.in = in;
        this.chunk = new byte[chunk];
    }

    /**
     * The next line, or null at the end of the stream; what comes after the last
     * line feed is dropped.
     */
    Line next() throws IOException {
        Line line = decoder.next(unread);
        while (line == null) {
            int count = in.read(chunk);
            if (count < 0) {
                return null;
            }
            unread = ByteBuffer.wrap(chunk, 0, count);
            line = decoder.next(unread);
        }
        return line;
    }
}
