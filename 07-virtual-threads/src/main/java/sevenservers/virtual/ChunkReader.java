package sevenservers.virtual;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads a stream chunk by chunk for a virtual thread, so that there can be many:
 * one that waits holds little memory, and one whose client never pauses leaves the
 * processor to the others.
 */
final class ChunkReader {

    /** The chunk to wait with: longer than most lines, smaller than the stack. */
    static final int SMALL = 256;
    private static final int CHUNKS_PER_TURN = 16;

    private final InputStream in;
    private final int largest;
    private final boolean yields;
    private byte[] chunk = new byte[SMALL];
    private int count;
    private int turn;

    /**
     * @param largest the most bytes of a chunk, at least {@link #SMALL}
     * @param yields whether others run after every chunk, or after several
     */
    ChunkReader(InputStream in, int largest, boolean yields) {
        this.in = in;
        this.largest = largest;
        this.yields = yields;
    }

    /**
     * Lets others run, then waits for some bytes.
     *
     * @return how many have come, or -1 at the end of the stream
     */
    int read() throws IOException {
        giveWay();
        // To ask how much has come pays when it is much.
        int size = count < SMALL ? SMALL
                : Math.clamp(in.available(), SMALL, largest);
        if (size != chunk.length) {
            chunk = new byte[size];
        }
        count = in.read(chunk);
        return count;
    }

    /** What {@link #read()} has read, until it is called again. */
    byte[] chunk() {
        return chunk;
    }

    /**
     * A virtual thread that never waits keeps its processor. To yield also saves
     * time: when the thread's turn comes again, its client has often answered, and
     * nobody needs to wait for the socket. But a yield lets run only those that are
     * queued for the same processor; who comes from elsewhere, as from the poller,
     * has a turn for sure only when a thread really waits, be it for a moment.
     */
    @SuppressWarnings("ThreadPriorityCheck")
    private void giveWay() {
        if (++turn % CHUNKS_PER_TURN == 0) {
            LockSupport.parkNanos(1);
        } else if (yields) {
            Thread.yield();
        }
    }
}
