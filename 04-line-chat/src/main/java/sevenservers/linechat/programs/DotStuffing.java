package sevenservers.linechat.programs;

import java.util.Arrays;

/**
 * How a message travels that ends in a line with nothing but a dot: a line of the
 * message that begins with a dot gets one more (RFC 1939, section 3).
 */
final class DotStuffing {

    private DotStuffing() {
    }

    /**
     * The message as it was before.
     *
     * @param stuffed its lines, each with CRLF in front of it instead of at its
     *     end; no byte if there is no line
     * @return its lines, each with CRLF at its end
     */
    static byte[] removed(byte[] stuffed) {
        if (stuffed.length == 0) {
            return stuffed;
        }
        var message = new byte[stuffed.length];
        int length = 0;
        for (int i = 2; i < stuffed.length; i++) {
            if (!isAdded(stuffed, i)) {
                message[length++] = stuffed[i];
            }
        }
        message[length++] = '\r';
        message[length++] = '\n';
        return Arrays.copyOf(message, length);
    }

    /** Whether it is a dot, and the first byte of a line. */
    private static boolean isAdded(byte[] stuffed, int i) {
        return stuffed[i] == '.' && stuffed[i - 1] == '\n'
                && stuffed[i - 2] == '\r';
    }
}
