package sevenservers.exercises.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Objects;
import java.util.Queue;

/**
 * What a client has sent, as a network delivers it: no read gets more than the rest
 * of one piece, however much it asks for.
 */
public final class Pieces extends InputStream {

    private final Queue<byte[]> pieces = new ArrayDeque<>();
    private final boolean ends;
    private byte[] piece = {};
    private int position;

    private Pieces(boolean ends) {
        this.ends = ends;
    }

    /** The pieces, and then the end of the stream. */
    public static Pieces thenEnd(byte[]... pieces) {
        return new Pieces(true).add(pieces);
    }

    /** Texts in UTF-8, and then the end of the stream. */
    public static Pieces thenEnd(String... pieces) {
        return thenEnd(bytes(pieces));
    }

    /**
     * The pieces, and then nothing: a read would wait for ever, and is an
     * {@link AssertionError} here.
     */
    public static Pieces thenSilence(String... pieces) {
        return new Pieces(false).add(bytes(pieces));
    }

    /** Cuts a text before each of the places, which are counted in bytes. */
    public static byte[][] cut(String text, int... places) {
        byte[] bytes = text.getBytes(UTF_8);
        var pieces = new byte[places.length + 1][];
        int from = 0;
        for (int i = 0; i < places.length; i++) {
            pieces[i] = Arrays.copyOfRange(bytes, from, places[i]);
            from = places[i];
        }
        pieces[places.length] = Arrays.copyOfRange(bytes, from, bytes.length);
        return pieces;
    }

    /** Cuts a text into its single bytes. */
    public static byte[][] bytewise(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        var pieces = new byte[bytes.length][];
        Arrays.setAll(pieces, i -> new byte[] {bytes[i]});
        return pieces;
    }

    private static byte[][] bytes(String... texts) {
        return Arrays.stream(texts).map(text -> text.getBytes(UTF_8))
                .toArray(byte[][]::new);
    }

    private Pieces add(byte[]... more) {
        Arrays.stream(more).filter(added -> added.length > 0).forEach(pieces::add);
        return this;
    }

    @Override
    public int read() {
        return next() ? piece[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!next()) {
            return -1;
        }
        int count = Math.min(length, piece.length - position);
        System.arraycopy(piece, position, target, offset, count);
        position += count;
        return count;
    }

    /** Whether there is another byte; false at the end of the stream. */
    private boolean next() {
        if (position == piece.length && !pieces.isEmpty()) {
            piece = pieces.remove();
            position = 0;
        }
        if (position == piece.length && !ends) {
            throw new AssertionError("the program waits for more, but the client "
                    + "has sent all that it wants to and waits, too: both wait "
                    + "for ever");
        }
        return position < piece.length;
    }
}
