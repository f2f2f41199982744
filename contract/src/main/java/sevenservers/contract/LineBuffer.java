package sevenservers.contract;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One line while it comes in, without its LF. It keeps no memory between two lines,
 * and never more than the longest line takes.
 */
public final class LineBuffer {

    private static final byte CR = '\r';
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int length;

    /**
     * Appends bytes of the line.
     *
     * @return whether the line may be so long; if not, it is forgotten
     */
    public boolean add(ByteBuffer more) {
        int count = more.remaining();
        int total = length + count;
        if (total > Limits.MAX_LINE + 1
                || total > Limits.MAX_LINE && !endsInCr(more)) {
            bytes = NOTHING;
            length = 0;
            return false;
        }
        if (total > bytes.length) {
            int doubled = Math.min(2 * bytes.length, Limits.MAX_LINE + 1);
            bytes = Arrays.copyOf(bytes, Math.max(total, doubled));
        }
        more.get(bytes, length, count);
        length = total;
        return true;
    }

    /**
     * The line, now that its LF has come, without one CR at its end. The next line
     * begins.
     */
    public Line take() {
        boolean cr = length > 0 && bytes[length - 1] == CR;
        Line line = decoded(bytes, cr ? length - 1 : length);
        bytes = NOTHING;
        length = 0;
        return line;
    }

    private boolean endsInCr(ByteBuffer more) {
        return more.hasRemaining() ? more.get(more.limit() - 1) == CR
                : bytes[length - 1] == CR;
    }

    /**
     * The constructor of String is several times as fast as a CharsetDecoder but
     * puts U+FFFD where bytes are malformed. Only a text that has one is worth the
     * second look.
     */
    private static Line decoded(byte[] line, int length) {
        String text = new String(line, 0, length, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0 && !isUtf8(line, length)) {
            return new Line.NotUtf8();
        }
        return new Line.Text(text);
    }

    private static boolean isUtf8(byte[] line, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(line, 0, length));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }
}
