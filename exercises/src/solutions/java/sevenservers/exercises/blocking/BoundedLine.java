package sevenservers.exercises.blocking;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a stream line by line, and holds no more of it than the longest line that
 * is allowed. So a client that never sends a line feed cannot fill the memory of
 * the server.
 *
 * <p>A line that is too long is reported as soon as it is, with its end not yet
 * sent. What is left of it is skipped when the next line is asked for.
 */
public final class BoundedLine {

    private final InputStream in;
    private final int longest;
    private boolean skipping;

    /** A reader of lines that have at most so many bytes, without their LF. */
    public BoundedLine(InputStream in, int longest) {
        this.in = new BufferedInputStream(in);
        this.longest = longest;
    }

    /**
     * The next line, without its LF, or null when the stream ends where a line
     * could begin.
     *
     * @throws TooLongException if the line has more bytes than are allowed
     * @throws EOFException if the stream ends within the line
     */
    public String next() throws IOException {
        if (skipping) {
            skipLine();
        }
        var line = new ByteArrayOutputStream();
        for (int next; (next = in.read()) != '\n'; line.write(next)) {
            if (next < 0) {
                return end(line.size());
            }
            if (line.size() == longest) {
                skipping = true;
                throw new TooLongException(longest);
            }
        }
        return line.toString(UTF_8);
    }

    private void skipLine() throws IOException {
        int next;
        do {
            next = in.read();
        } while (next >= 0 && next != '\n');
        skipping = false;
    }

    private static String end(int length) throws EOFException {
        if (length > 0) {
            throw new EOFException("the stream ended within a line");
        }
        return null;
    }

    /** A line is too long; the line after it can be read. */
    public static final class TooLongException extends IOException {

        public TooLongException(int longest) {
            super("a line of more than " + longest + " bytes");
        }
    }
}
