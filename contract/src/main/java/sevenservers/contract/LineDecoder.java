package sevenservers.contract;

import java.nio.ByteBuffer;

/**
 * Cuts the bytes of one connection into lines, however the network cut them into
 * segments. A line ends in LF; one CR right before it is dropped.
 *
 * <p>It looks at every byte once, keeps at most one unfinished line, and keeps
 * nothing while there is none.
 */
public final class LineDecoder {

    private static final byte LF = '\n';

    private final LineBuffer unfinished = new LineBuffer();
    private boolean broken;

    /**
     * Takes the next line out of the bytes, or takes all of them and returns null
     * when they end before a line does. After {@link Line.TooLong} all further
     * bytes are dropped, since nobody can tell where a line begins.
     */
    public Line next(ByteBuffer bytes) {
        int limit = bytes.limit();
        if (broken) {
            bytes.position(limit);
            return null;
        }
        int end = indexOf(LF, bytes);
        bytes.limit(end < 0 ? limit : end);
        broken = !unfinished.add(bytes);
        bytes.limit(limit);
        if (broken) {
            return new Line.TooLong();
        }
        if (end < 0) {
            return null;
        }
        bytes.position(end + 1);
        return unfinished.take();
    }

    private static int indexOf(byte wanted, ByteBuffer bytes) {
        for (int i = bytes.position(), limit = bytes.limit(); i < limit; i++) {
            if (bytes.get(i) == wanted) {
                return i;
            }
        }
        return -1;
    }
}
