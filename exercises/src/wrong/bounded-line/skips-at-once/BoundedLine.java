// Caught by: reportsALineAsSoonAsItIsTooLong
// Skips the line before it reports it, and so waits for an LF that may never
// come.
package sevenservers.exercises.blocking;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

public final class BoundedLine {

    private final InputStream in;
    private final int longest;

    public BoundedLine(InputStream in, int longest) {
        this.in = new BufferedInputStream(in);
        this.longest = longest;
    }

    public String next() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next; (next = in.read()) != '\n'; line.write(next)) {
            if (next < 0) {
                return end(line.size());
            }
            if (line.size() == longest) {
                skipLine();
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
    }

    private static String end(int length) throws EOFException {
        if (length > 0) {
            throw new EOFException("the stream ended within a line");
        }
        return null;
    }

    public static final class TooLongException extends IOException {

        public TooLongException(int longest) {
            super("a line of more than " + longest + " bytes");
        }
    }
}
