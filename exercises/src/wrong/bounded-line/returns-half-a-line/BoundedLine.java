// Caught by: refusesALineWithoutItsEnd
// Returns what came before the end of the stream as if it were a line.
package sevenservers.exercises.blocking;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

public final class BoundedLine {

    private final InputStream in;
    private final int longest;
    private boolean skipping;

    public BoundedLine(InputStream in, int longest) {
        this.in = new BufferedInputStream(in);
        this.longest = longest;
    }

    public String next() throws IOException {
        if (skipping) {
            skipLine();
        }
        var line = new ByteArrayOutputStream();
        for (int next; (next = in.read()) != '\n'; line.write(next)) {
            if (next < 0) {
                return line.size() > 0 ? line.toString(UTF_8) : null;
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

    public static final class TooLongException extends IOException {

        public TooLongException(int longest) {
            super("a line of more than " + longest + " bytes");
        }
    }
}
