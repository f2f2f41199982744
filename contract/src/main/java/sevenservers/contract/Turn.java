package sevenservers.contract;

import java.nio.ByteBuffer;

/**
 * The lines of one turn, each encoded once, one after the other, to be told to
 * every member in one write.
 *
 * <p>The buffer is direct and used again in every turn, because a heap buffer would
 * be copied by the JDK for every member's write. What a socket does not take is
 * shared among all who must wait for theirs: one copy of the turn on the heap, made
 * when the first of them needs it.
 */
final class Turn {

    private final ByteBuffer lines;
    private final ByteBuffer view;
    private byte[] shared;

    Turn(int capacity) {
        lines = ByteBuffer.allocateDirect(capacity);
        view = lines.duplicate();
    }

    boolean fits(int count) {
        return count <= lines.remaining();
    }

    void append(byte[] line) {
        lines.put(line);
    }

    /** How many bytes of lines the turn has so far. */
    int size() {
        return lines.position();
    }

    /** The bytes of the lines between two sizes, until the next call. */
    ByteBuffer between(int from, int to) {
        return view.limit(to).position(from);
    }

    /**
     * The remaining bytes of {@link #between}, to be kept after the turn. They pin
     * at most twice their number of bytes: a small piece of a large turn is copied
     * alone.
     */
    ByteBuffer keep() {
        if (view.remaining() < size() / 2) {
            return ByteBuffer.allocate(view.remaining()).put(view).flip();
        }
        if (shared == null || shared.length < view.limit()) {
            shared = new byte[size()];
            lines.get(0, shared);
        }
        ByteBuffer kept =
                ByteBuffer.wrap(shared, view.position(), view.remaining());
        view.position(view.limit());
        return kept;
    }

    void clear() {
        lines.clear();
        shared = null;
    }
}
