package sevenservers.contract;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.util.Arrays;

/**
 * The unsent bytes of one connection, in order, as buffers. Queues may share bytes,
 * but each has positions of its own. It counts its bytes, and sends many buffers
 * with one gathering write.
 */
public final class OutboundQueue {

    private static final int MOST_BUFFERS_PER_WRITE = 64;
    private static final ByteBuffer[] EMPTY = {};

    private ByteBuffer[] buffers = EMPTY;
    private int head;
    private int tail;
    private long size;

    /** The number of unsent bytes. */
    public long size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /**
     * Appends the remaining bytes of a buffer that from now on belongs to the
     * queue.
     */
    public void add(ByteBuffer bytes) {
        if (!bytes.hasRemaining()) {
            return;
        }
        if (tail == buffers.length) {
            makeRoom();
        }
        buffers[tail++] = bytes;
        size += bytes.remaining();
    }

    /**
     * Sends what the channel takes at once.
     *
     * @return the number of bytes taken, 0 if none
     * @throws IOException if the connection is broken
     */
    public long writeTo(GatheringByteChannel channel) throws IOException {
        return writeTo(channel, Long.MAX_VALUE);
    }

    /**
     * Sends what the channel takes at once, but only so many bytes.
     *
     * @return the number of bytes taken, 0 if none
     * @throws IOException if the connection is broken
     */
    public long writeTo(GatheringByteChannel channel, long most)
            throws IOException {
        if (isEmpty() || most < 1) {
            return 0;
        }
        int end = head;
        long offered = 0;
        while (end < tail && end - head < MOST_BUFFERS_PER_WRITE
                && offered < most) {
            offered += buffers[end++].remaining();
        }
        ByteBuffer last = buffers[end - 1];
        int limit = last.limit();
        last.limit(limit - (int) Math.max(0, offered - most));
        long sent;
        try {
            sent = channel.write(buffers, head, end - head);
        } finally {
            last.limit(limit);
        }
        size -= sent;
        dropSentBuffers();
        return sent;
    }

    /**
     * The first unsent bytes, to be sent by other means; they stay unsent until
     * {@link #sent} says otherwise. Small buffers are joined by copying them; a
     * large one is not copied, since many queues may share its bytes.
     *
     * @param most how many bytes at most
     * @return bytes that may only be read, or null if nothing is unsent
     */
    public ByteBuffer first(int most) {
        if (isEmpty()) {
            return null;
        }
        int count = (int) Math.min(size, most);
        if (buffers[head].remaining() > count / 2) {
            return part(buffers[head], count);
        }
        var joined = ByteBuffer.allocate(count);
        for (int i = head; joined.hasRemaining(); i++) {
            joined.put(part(buffers[i], joined.remaining()));
        }
        return joined.flip();
    }

    private static ByteBuffer part(ByteBuffer buffer, int most) {
        return buffer.slice(buffer.position(), Math.min(buffer.remaining(), most));
    }

    /** Takes the first bytes out of the queue. */
    public void sent(int count) {
        size -= count;
        for (int left = count, i = head; left > 0; i++) {
            ByteBuffer next = buffers[i];
            int taken = Math.min(next.remaining(), left);
            next.position(next.position() + taken);
            left -= taken;
        }
        dropSentBuffers();
    }

    /** Forgets all unsent bytes. */
    public void clear() {
        buffers = EMPTY;
        head = 0;
        tail = 0;
        size = 0;
    }

    private void dropSentBuffers() {
        while (head < tail && !buffers[head].hasRemaining()) {
            buffers[head++] = null;
        }
        if (head == tail) {
            clear();
        }
    }

    /**
     * Moves the buffers to the front, of an array twice as long if most are in use.
     */
    private void makeRoom() {
        int count = tail - head;
        ByteBuffer[] target = count > buffers.length / 2
                ? new ByteBuffer[2 * buffers.length] : buffers;
        if (buffers.length == 0) {
            target = new ByteBuffer[4];
        }
        System.arraycopy(buffers, head, target, 0, count);
        if (target == buffers) {
            Arrays.fill(buffers, count, tail, null);
        }
        buffers = target;
        head = 0;
        tail = count;
    }
}
