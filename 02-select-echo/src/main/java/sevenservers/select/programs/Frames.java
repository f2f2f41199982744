package sevenservers.select.programs;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Texts as frames: four bytes, big-endian, say how many bytes follow; those are
 * UTF-8.
 *
 * <p>Retells the {@code communication} module of the documents, which frames what
 * pickle makes of an object. A pickle is a small program, and to load one is to run
 * it: whoever may send one may run any command on the receiver's machine. A text
 * can only be read. (Serialized Java objects are no better.) That module also takes
 * one {@code recv} for a whole frame; the network cuts where it likes.
 *
 * <p>A length needs no terminator, so a text may contain any character, line feeds
 * too. In return, nothing shows where a frame begins once a length is wrong: after
 * any error the stream is of no more use.
 */
final class Frames {

    private static final int LENGTH_BYTES = 4;

    private Frames() {
    }

    /**
     * The whole frame of a text; half a surrogate pair, no character, becomes
     * {@code ?}.
     */
    static ByteBuffer encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(LENGTH_BYTES + bytes.length).putInt(bytes.length)
                .put(bytes).flip();
    }

    /** What was received is no frame, or one that is too long. */
    static final class MalformedException extends Exception {

        MalformedException(String reason) {
            super(reason);
        }
    }

    /**
     * Cuts the bytes of one connection into frames, however the network cut them.
     */
    static final class Decoder {

        private final int longest;
        private final ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES);
        private ByteBuffer text;

        /** A decoder of texts that have at most so many bytes. */
        Decoder(int longest) {
            this.longest = longest;
        }

        /**
         * Takes the next text out of the bytes, or takes all of them and returns
         * null when they end before a frame does.
         */
        String next(ByteBuffer bytes) throws MalformedException {
            if (text == null && !fill(length, bytes)) {
                return null;
            }
            if (text == null) {
                text = ByteBuffer.allocate(checked(length.flip().getInt()));
                length.clear();
            }
            if (!fill(text, bytes)) {
                return null;
            }
            String decoded = decoded(text.flip());
            text = null;
            return decoded;
        }

        /** Moves what fits, and says whether the target is full. */
        private static boolean fill(ByteBuffer target, ByteBuffer bytes) {
            int count = Math.min(target.remaining(), bytes.remaining());
            target.put(bytes.slice(bytes.position(), count));
            bytes.position(bytes.position() + count);
            return !target.hasRemaining();
        }

        /**
         * Nothing is allocated for a length before it is known to be a fair one.
         */
        private int checked(int count) throws MalformedException {
            if (Integer.compareUnsigned(count, longest) > 0) {
                throw new MalformedException("frame too long");
            }
            return count;
        }

        private static String decoded(ByteBuffer text) throws MalformedException {
            try {
                CharBuffer chars = StandardCharsets.UTF_8.newDecoder().decode(text);
                return chars.toString();
            } catch (CharacterCodingException malformed) {
                throw new MalformedException("not UTF-8");
            }
        }
    }
}
