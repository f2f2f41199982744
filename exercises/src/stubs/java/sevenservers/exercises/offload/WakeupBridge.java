package sevenservers.exercises.offload;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.function.Consumer;

/**
 * The way of results from a pool's threads to a loop that waits in {@code select}.
 * A byte in a pipe says that there are results to be taken.
 *
 * <p>To be built: both sides of the bridge. The rules:
 *
 * <ul>
 * <li>Results are given to the taker by the loop's thread alone, in
 *     {@link #receive()}, each once; those of one thread in the order in which it
 *     handed them over.
 * <li>Nothing is lost: as long as there are results, there is a byte in the
 *     pipe, or somebody is just about to write it, or the loop is just about to
 *     take them. Two threads, or a thread and the loop, may be at any two lines
 *     at once.
 * <li>While a byte is in the pipe nobody writes another one: a pipe that many
 *     results fill would block whoever writes, or lose the byte.
 * <li>Nobody who hands over a result waits until the taker is done with others.
 * <li>What is handed over while the taker is at work, perhaps by the taker itself,
 *     is taken in a further call, for which there is a byte. So a taker that always
 *     has something more to say does not keep the loop from its sockets.
 * <li>When the loop has ended, the pipe is closed, and to hand over is harmless.
 * </ul>
 *
 * <p>See module 06's README, "Why a pipe", and {@code WakeupPipe}, which carries
 * actions instead of results. Here the two ends of the pipe are given, so that the
 * tests can look into it. A lock that is held for a few lines is good enough.
 */
@SuppressWarnings("unused") // until it is built
public final class WakeupBridge<T> {

    private final ReadableByteChannel source;
    private final WritableByteChannel sink;
    private final Consumer<? super T> taker;

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
        // TODO: keep the result; write a byte if the loop has to be woken
        throw new UnsupportedOperationException("TODO: hand over a result");
    }

    /**
     * Takes the results that are there. To be called by the loop's thread, when the
     * source can be read.
     */
    public void receive() throws IOException {
        // TODO: read the byte and take the results, in the right order
        throw new UnsupportedOperationException("TODO: receive results");
    }
}
