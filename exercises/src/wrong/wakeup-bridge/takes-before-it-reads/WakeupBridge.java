// Caught by: whatComesWhileTheByteIsReadIsNotLost
// The results are taken, and then all bytes are read: also that of a new result.
package sevenservers.exercises.offload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

public final class WakeupBridge<T> {

    private final ReadableByteChannel source;
    private final WritableByteChannel sink;
    private final Consumer<? super T> taker;
    private final ByteBuffer received = ByteBuffer.allocate(64);
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
        List<T> all = takeAll();
        source.read(received.clear());
        all.forEach(taker);
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
