package sevenservers.exercises.blocking;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a stream line by line, and holds no more of it than the longest line that
 * is allowed. So a client that never sends a line feed cannot fill the memory of
 * the server.
 *
 * <p>To be built: {@link #next}. Its rules:
 *
 * <ul>
 * <li>A line ends in LF, which is not part of it. It may be empty. A CR is a byte
 * like any other.
 * <li>A line is UTF-8, in however many pieces its bytes come. The bound counts
 * bytes: a line of exactly so many is allowed.
 * <li>A longer line is reported by a {@link TooLongException} as soon as the first
 * byte too many is read. Its LF may never come.
 * <li>Whoever asks again after that is given the line after it. What is left of the
 * long one is skipped first, and not kept.
 * <li>Where the stream ends between two lines, or while a long one is skipped,
 *     {@code next} returns null, and null again. Where it ends within a line,
 *     that is an {@link EOFException}: half a line is no line.
 * </ul>
 *
 * <p>{@link sevenservers.blocking.programs.LineClient} reads lines from a stream
 * that waits; {@link sevenservers.contract.LineDecoder} has a bound, but gives up
 * after a line that is too long.
 */
@SuppressWarnings("unused") // until next() is written
public final class BoundedLine {

    private final InputStream in;
    private final int longest;

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
        // TODO: read byte by byte; the stream's buffer makes that cheap. What must
        // be known from one call to the next?
        throw new UnsupportedOperationException("TODO: read the next line");
    }

    /** A line is too long; the line after it can be read. */
    public static final class TooLongException extends IOException {

        public TooLongException(int longest) {
            super("a line of more than " + longest + " bytes");
        }
    }
}
