package sevenservers.netty;

import java.nio.ByteBuffer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

/**
 * The lines of one turn of the room as buffers that Netty may keep. The room lends
 * its own for a call only; one copy of them, whose references are counted, serves
 * all members, the fast and the slow, and is freed when the last has sent it.
 */
final class SharedTurn {

    private final ByteBufAllocator allocator;
    private ByteBuf copy = Unpooled.EMPTY_BUFFER;

    SharedTurn(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /**
     * Lines to be written once. (Only a turn's lines are direct; others are the
     * receiver's own already.) They pin at most twice their number of bytes: a
     * small piece of a large turn is copied alone.
     */
    ByteBuf share(ByteBuffer lines) {
        if (!lines.isDirect()) {
            return Unpooled.wrappedBuffer(lines);
        }
        if (lines.remaining() < lines.limit() / 2) {
            return allocator.directBuffer(lines.remaining()).writeBytes(lines);
        }
        if (copy.writerIndex() < lines.limit()) {
            copy.release();
            copy = allocator.directBuffer(lines.limit())
                    .writeBytes(lines.duplicate().position(0));
        }
        return copy.retainedSlice(lines.position(), lines.remaining());
    }

    /** The room has told its turn, or begins another. */
    void clear() {
        copy.release();
        copy = Unpooled.EMPTY_BUFFER;
    }
}
