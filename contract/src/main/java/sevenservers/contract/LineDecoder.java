package sevenservers.contract;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts the bytes of one connection into lines, however the network cut them into
 * segments. A line ends in LF; one CR right before it is dropped.
 *
 * <p>It looks at every byte once, keeps at most one unfinished line, and keeps
 * nothing while there is none.
 */
public final class LineDecoder {

    private static final byte LF = '\n';
    private static final byte CR = '\r';
    private static final byte[] NOTHING = {};

    private byte[] unfinished = NOTHING;
    private int length;
    private boolean broken;

    /**
     * Takes the next line out of the bytes, or takes all of them and returns null
     * when they end before a line does. After {@link Line.TooLong} all further
     * bytes are dropped, since nobody can tell where a line begins.
     */
    public Line next(ByteBuffer bytes) {
        if (broken) {
            bytes.position(bytes.limit());
            return null;
        }
        int end = indexOf(LF, bytes);
        int taken = (end < 0 ? bytes.limit() : end) - bytes.position();
        int total = length + taken;
        if (total > Limits.MAX_LINE + 1
                || total > Limits.MAX_LINE && !endsInCr(bytes, taken)) {
            broken = true;
            unfinished = NOTHING;
            return new Line.TooLong();
        }
        if (end < 0) {
            keep(bytes, taken);
            return null;
        }
        keep(bytes, taken);
        bytes.get();
        byte[] line = unfinished;
        unfinished = NOTHING;
        length = 0;
        return decoded(line,
                total > 0 && line[total - 1] == CR ? total - 1 : total);
    }

    private static int indexOf(byte wanted, ByteBuffer bytes) {
        for (int i = bytes.position(), limit = bytes.limit(); i < limit; i++) {
            if (bytes.get(i) == wanted) {
                return i;
            }
        }
        return -1;
    }

    private boolean endsInCr(ByteBuffer bytes, int taken) {
        return taken > 0 ? bytes.get(bytes.position() + taken - 1) == CR
                : unfinished[length - 1] == CR;
    }

    private void keep(ByteBuffer bytes, int count) {
        if (length + count > unfinished.length) {
            int doubled = Math.min(2 * unfinished.length, Limits.MAX_LINE + 1);
            unfinished =
                    Arrays.copyOf(unfinished, Math.max(length + count, doubled));
        }
        bytes.get(unfinished, length, count);
        length += count;
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
