package sevenservers.linechat;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Cuts a stream of bytes at its terminators, however the network has cut it into
 * segments. The cost is linear in the bytes, whatever the segments.
 *
 * <p>Bytes at the end of a segment that may be the beginning of a terminator are
 * withheld until it is clear. They need no memory: they are the first bytes of the
 * terminator.
 */
final class TerminatorSearch {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Consumer<ByteBuffer> collect;
    private Terminator terminator = Terminator.NONE;
    private int matched;
    private long counted;
    private ByteBuffer again = NOTHING;
    private ByteBuffer segment = NOTHING;

    /** A search that hands over what is between terminators, lent for the call. */
    TerminatorSearch(Consumer<ByteBuffer> collect) {
        this.collect = collect;
    }

    Terminator terminator() {
        return terminator;
    }

    /**
     * What counts from now on. Bytes that were withheld for the terminator before
     * are looked at again, before all others. Bytes that are just being handed over
     * are not: the terminator behind them, if there is one, is found already.
     */
    void set(Terminator next) {
        if (matched > 0 && terminator instanceof Terminator.Sequence before) {
            again = ByteBuffer.wrap(before.prefix(matched));
        }
        terminator = next;
        matched = 0;
        counted = 0;
    }

    /**
     * What counts from now on, when so many of its first bytes have come before.
     */
    void set(Terminator.Sequence next, int begun) {
        set(next);
        matched = Objects.checkIndex(begun, next.length());
    }

    /** Forgets the bytes that are withheld, and the rest of the segment. */
    void discard() {
        matched = 0;
        again = NOTHING;
        segment = NOTHING;
    }

    /** Begins with the next segment, which belongs to the search to its end. */
    void take(ByteBuffer next) {
        segment = next;
    }

    /** Whether there is anything to be looked at. */
    boolean hasMore() {
        return segment.hasRemaining() || again.hasRemaining();
    }

    /**
     * Looks at the next bytes, up to the next terminator and with it, or as far as
     * they go.
     *
     * @return whether a terminator was found
     */
    boolean find() {
        return cut(again.hasRemaining() ? again : segment);
    }

    private boolean cut(ByteBuffer bytes) {
        return switch (terminator) {
            case Terminator.None() -> {
                collect(bytes, bytes.limit());
                yield false;
            }
            case Terminator.Count(long count) -> countUpTo(count, bytes);
            case Terminator.Sequence sequence -> search(sequence, bytes);
        };
    }

    private boolean countUpTo(long count, ByteBuffer bytes) {
        int taken = (int) Math.min(count - counted, bytes.remaining());
        counted += taken;
        boolean found = counted == count;
        if (found) {
            terminator = Terminator.NONE;
        }
        collect(bytes, bytes.position() + taken);
        return found;
    }

    private boolean search(Terminator.Sequence sequence, ByteBuffer bytes) {
        int withheld = matched;
        int start = bytes.position();
        int next = start;
        while (next < bytes.limit() && matched < sequence.length()) {
            matched = sequence.advance(matched, bytes.get(next++));
        }
        // Of all that was looked at, the last bytes are the terminator or its
        // beginning. The others are handed over: first those that were withheld.
        int collected = withheld + next - start - matched;
        boolean found = matched == sequence.length();
        if (found) {
            matched = 0;
        }
        if (withheld > 0 && collected > 0) {
            int released = Math.min(withheld, collected);
            collect.accept(ByteBuffer.wrap(sequence.prefix(released)));
        }
        collect(bytes, Math.max(start, start + collected - withheld));
        bytes.position(next);
        return found;
    }

    /** Hands over the bytes up to an index, if there are any. */
    private void collect(ByteBuffer bytes, int end) {
        int limit = bytes.limit();
        if (end > bytes.position()) {
            bytes.limit(end);
            collect.accept(bytes);
        }
        bytes.limit(limit).position(end);
    }
}
