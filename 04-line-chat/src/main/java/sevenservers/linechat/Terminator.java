package sevenservers.linechat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/** Where a piece of input ends. */
public sealed interface Terminator {

    /** Nowhere: all input is one piece that goes on. */
    Terminator NONE = new None();

    /** At the end of a line, as most Internet protocols have it. */
    Terminator CRLF = of("\r\n");

    /** At the end of a line, as this project's chat has it. */
    Terminator LF = of("\n");

    /**
     * At the next bytes that are these.
     *
     * @param ascii one character or more of US-ASCII
     */
    static Sequence of(String ascii) {
        if (!US_ASCII.newEncoder().canEncode(ascii)) {
            throw new IllegalArgumentException("a terminator that is not ASCII");
        }
        return new Sequence(ascii.getBytes(US_ASCII));
    }

    /**
     * At the next bytes that are these.
     *
     * @param bytes one byte or more, in a copy
     */
    static Sequence of(byte[] bytes) {
        return new Sequence(bytes.clone());
    }

    /**
     * After so many bytes, at least 1. That holds once: after it there is no
     * terminator until one is set.
     */
    static Terminator after(long bytes) {
        return new Count(bytes);
    }

    /** There is no terminator. */
    record None() implements Terminator {
    }

    /** The terminator is that so many bytes have come. */
    record Count(long bytes) implements Terminator {

        public Count {
            if (bytes < 1) {
                throw new IllegalArgumentException(
                        "a terminator after " + bytes + " bytes");
            }
        }
    }

    /** The terminator is a sequence of bytes. */
    final class Sequence implements Terminator {

        private final byte[] bytes;
        private final int[] fallback;

        private Sequence(byte[] bytes) {
            if (bytes.length == 0) {
                throw new IllegalArgumentException("a terminator of no bytes");
            }
            this.bytes = bytes;
            fallback = new int[bytes.length];
            for (int i = 1; i < bytes.length; i++) {
                fallback[i] = advance(fallback[i - 1], bytes[i]);
            }
        }

        int length() {
            return bytes.length;
        }

        /** A copy of the first bytes. */
        byte[] prefix(int length) {
            return Arrays.copyOf(bytes, length);
        }

        /**
         * The search by Knuth, Morris and Pratt, which looks at every byte once and
         * never goes back.
         *
         * @param matched how many bytes of the sequence the input ended with; not
         *     all of them
         * @param next the next byte of the input
         * @return how many bytes of the sequence it ends with now
         */
        int advance(int matched, byte next) {
            int length = matched;
            while (length > 0 && bytes[length] != next) {
                length = fallback[length - 1];
            }
            return bytes[length] == next ? length + 1 : length;
        }
    }
}
