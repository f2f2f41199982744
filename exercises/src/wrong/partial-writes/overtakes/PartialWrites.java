// Caught by: sendsInOrder
// Tries the channel first, always: what is sent later overtakes what is
// unsent.
package sevenservers.exercises.select;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Queue;

public final class PartialWrites {

    private final SelectionKey key;
    private final WritableByteChannel channel;
    private final Queue<ByteBuffer> buffers = new ArrayDeque<>();
    private long unsent;

    public PartialWrites(SelectionKey key, WritableByteChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    public long unsent() {
        return unsent;
    }

    public void send(ByteBuffer bytes) throws IOException {
        channel.write(bytes);
        if (bytes.hasRemaining()) {
            unsent += bytes.remaining();
            buffers.add(ByteBuffer.allocate(bytes.remaining()).put(bytes).flip());
            watch();
        }
    }

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

    private void watch() {
        int ops = key.interestOps();
        int wanted = unsent == 0 ? ops & ~SelectionKey.OP_WRITE
                : ops | SelectionKey.OP_WRITE;
        if (wanted != ops) {
            key.interestOps(wanted);
        }
    }
}
