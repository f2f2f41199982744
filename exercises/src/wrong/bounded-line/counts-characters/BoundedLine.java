// Caught by: countsBytesAndNotCharacters
// Counts characters: a line of 😀 may take four times as much memory as is
// allowed.
package sevenservers.exercises.blocking;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;

public final class BoundedLine {

    private final Reader in;
    private final int longest;
    private boolean skipping;

    public BoundedLine(InputStream in, int longest) {
        this.in = new BufferedReader(new InputStreamReader(in, UTF_8));
        this.longest = longest;
    }

    public String next() throws IOException {
        if (skipping) {
            skipLine();
        }
        var line = new StringBuilder();
        for (int next; (next = in.read()) != '\n'; line.append((char) next)) {
            if (next < 0) {
                return end(line.length());
            }
            if (line.length() == longest) {
                skipping = true;
                throw new TooLongException(longest);
            }
        }
        return line.toString();
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

    public static final class TooLongException extends IOException {

        public TooLongException(int longest) {
            super("a line of more than " + longest + " bytes");
        }
    }
}
