package sevenservers.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * Reads lines of UTF-8, and of a line that never ends only so much that it can be
 * shown. A line ends in LF; one CR right before it is dropped.
 */
final class LineInput {

    /** Four times what an honest line has. */
    static final int LONGEST = 16 * 1024;

    private final InputStream in;
    private final byte[] bytes = new byte[LONGEST];
    private boolean cut;

    LineInput(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /**
     * A line.
     *
     * @param utf8 whether it was UTF-8; if not, the text has U+FFFD where it was
     *        not
     * @param end how it ended
     */
    record Line(String text, boolean utf8, End end) {
    }

    enum End {
        TERMINATED,
        /** The input ended within the line. */
        END_OF_INPUT,
        /** The line is longer than {@link #LONGEST}; the rest of it is dropped. */
        CUT
    }

    /** The next line, or null at the end of the input. */
    Line next() throws IOException {
        int b = in.read();
        while (cut && b >= 0) {
            cut = b != '\n';
            b = in.read();
        }
        if (b < 0) {
            return null;
        }
        int length = 0;
        while (b >= 0 && b != '\n') {
            if (length == LONGEST) {
                cut = true;
                return line(length, End.CUT);
            }
            bytes[length++] = (byte) b;
            b = in.read();
        }
        if (b < 0) {
            return line(length, End.END_OF_INPUT);
        }
        boolean cr = length > 0 && bytes[length - 1] == '\r';
        return line(cr ? length - 1 : length, End.TERMINATED);
    }

    private Line line(int length, End end) {
        try {
            var text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
            return new Line(text.toString(), true, end);
        } catch (CharacterCodingException malformed) {
            return new Line(new String(bytes, 0, length, UTF_8), false, end);
        }
    }
}
