package sevenservers.compare.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * What one client sends: its messages one after the other, of which the kernel may
 * take only a part at a time.
 */
final class Outgoing {

    private final Messages messages;
    private final int sender;
    private int due;
    private long sent;

    Outgoing(Messages messages, int sender) {
        this.messages = messages;
        this.sender = sender;
    }

    /** So many more messages are to be sent. */
    void add(int count) {
        due += count;
    }

    /** How many messages were to be sent so far. */
    int due() {
        return due;
    }

    /**
     * Sends what the kernel takes.
     *
     * @param buffer that the bytes are made in, of a message at least
     * @return whether that was all
     */
    boolean send(SocketChannel channel, ByteBuffer buffer) throws IOException {
        int size = messages.size();
        while (sent < (long) due * size) {
            buffer.clear();
            int next = (int) (sent / size);
            for (; next < due && buffer.remaining() >= size; next++) {
                messages.put(sender, next, buffer);
            }
            buffer.flip().position((int) (sent % size));
            sent += channel.write(buffer);
            if (buffer.hasRemaining()) {
                return false;
            }
        }
        return true;
    }
}
