package sevenservers.exercises.select;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The way out of a connection that must never wait: what the channel does not take
 * at once is kept, and sent when the selector says that it takes more.
 *
 * <p>While nothing is unsent the key is not watched for writing, since a channel
 * that could be written to is always ready, and the loop would never rest. The
 * interest is changed only when it changes: each change costs a system call.
 *
 * <p>It leaves out a limit. Whoever sends looks at {@link #unsent} and does what
 * its protocol says about clients that do not read.
 */
public final class PartialWrites {

    private final SelectionKey key;
    private final WritableByteChannel channel;
    private final Queue<ByteBuffer> buffers = new ArrayDeque<>();
    private long unsent;

    /** Nothing is unsent yet, and the key is not watched for writing. */
    public PartialWrites(SelectionKey key, WritableByteChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    /** How many bytes have been sent by the server and not taken by the channel. */
    public long unsent() {
        return unsent;
    }

    /**
     * Sends the remaining bytes of a buffer, in the order of the calls. The buffer
     * can be used again at once.
     *
     * @throws IOException if the connection is broken
     */
    public void send(ByteBuffer bytes) throws IOException {
        if (unsent == 0) {
            channel.write(bytes);
        }
        if (bytes.hasRemaining()) {
            unsent += bytes.remaining();
            buffers.add(ByteBuffer.allocate(bytes.remaining()).put(bytes).flip());
            watch();
        }
    }

    /**
     * Sends what is unsent, as far as the channel takes it: to be called when the
     * key is ready for writing.
     *
     * @throws IOException if the connection is broken
     */
    public void ready() throws IOException {
        for (ByteBuffer first; (first = buffers.peek()) != null;) {
            unsent -= channel.write(first);
            if (first.hasRemaining()) {
                return;
            }
            buffers.remove();
        }
        watch();
    }

    /** Watches for writing only while something is unsent. */
    private void watch() {
        int ops = key.interestOps();
        int wanted = unsent == 0 ? ops & ~SelectionKey.OP_WRITE
                : ops | SelectionKey.OP_WRITE;
        if (wanted != ops) {
            key.interestOps(wanted);
        }
    }
}
