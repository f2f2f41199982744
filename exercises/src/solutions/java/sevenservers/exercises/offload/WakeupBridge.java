package sevenservers.exercises.offload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The way of results from a pool's threads to a loop that waits in
 * {@code select}. A byte in a pipe says that there are results to be taken: who
 * brings the first one writes it, and the loop reads it before it takes them.
 *
 * <p>So the pipe never holds more than one byte, and a result that comes when the
 * others have been taken brings a byte of its own.
 */
public final class WakeupBridge<T> {

    private final ReadableByteChannel source;
    private final WritableByteChannel sink;
    private final Consumer<? super T> taker;
    private final ByteBuffer received = ByteBuffer.allocate(1);
    private List<T> results = new ArrayList<>();

    /**
     * A bridge over a pipe. Neither of its ends blocks.
     *
     * @param source the end that the loop waits for
     * @param sink the end that other threads write to
     * @param taker is given the results, by the loop's thread
     */
    public WakeupBridge(ReadableByteChannel source, WritableByteChannel sink,
            Consumer<? super T> taker) {
        this.source = source;
        this.sink = sink;
        this.taker = taker;
    }

    /**
     * Hands over a result. Any thread may call this, and none has to wait. When the
     * loop has ended, and closed the pipe, nothing comes of it.
     */
    public void hand(T result) {
        if (add(result)) {
            try {
                sink.write(ByteBuffer.allocate(1));
            } catch (IOException ended) {
                // The loop has closed the pipe.
            }
        }
    }

    /**
     * Takes the results that are there. To be called by the loop's thread, when the
     * source can be read.
     */
    public void receive() throws IOException {
        // The byte first: whoever brings the first result from here on writes
        // another.
        source.read(received.clear());
        takeAll().forEach(taker);
    }

    /** Whether the result is the first one, so that the loop has to be woken. */
    private synchronized boolean add(T result) {
        results.add(result);
        return results.size() == 1;
    }

    private synchronized List<T> takeAll() {
        List<T> all = results;
        results = new ArrayList<>();
        return all;
    }
}
