// Caught by: servesOthersBesideWhoDoesNotRead
// Writes until there is room: while one client does not read, everybody
// waits.
package sevenservers.exercises.select;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import sevenservers.contract.Limits;
import sevenservers.contract.Quietly;

public final class Bursts implements AutoCloseable {

    static final int LONGEST = 1024;

    private static final byte[] MARK = {'>', ' '};

    private final Selector selector = Selector.open();
    private final ServerSocketChannel listener = ServerSocketChannel.open();

    public Bursts() throws IOException {
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        listener.configureBlocking(false).register(selector,
                SelectionKey.OP_ACCEPT);
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) listener.socket().getLocalSocketAddress();
    }

    @Override
    public void close() {
        if (selector.isOpen()) {
            selector.keys().forEach(key -> Quietly.close(key.channel()));
            Quietly.close(selector);
        }
    }

    public int turn(long millis) throws IOException {
        return selector.select(this::ready, millis);
    }

    private void ready(SelectionKey key) {
        if (key.attachment() instanceof Connection connection) {
            connection.ready();
        } else {
            accept();
        }
    }

    private void accept() {
        try {
            SocketChannel channel = listener.accept();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, Limits.SEND_BUFFER);
            new Connection(channel);
        } catch (IOException failure) {
            // The client has gone meanwhile.
        }
    }

    private final class Connection {

        private final SocketChannel channel;
        private final SelectionKey key;
        private final ByteBuffer lines = ByteBuffer.allocate(LONGEST);
        private final ByteBuffer answers =
                ByteBuffer.allocate(LONGEST + MARK.length);

        Connection(SocketChannel channel) throws IOException {
            this.channel = channel;
            key = channel.register(selector, SelectionKey.OP_READ, this);
        }

        void ready() {
            try {
                if (key.isReadable()) {
                    read();
                } else {
                    write();
                }
            } catch (IOException reset) {
                Quietly.close(channel);
            }
        }

        private void read() throws IOException {
            if (channel.read(lines) < 0) {
                channel.close();
                return;
            }
            lines.flip();
            for (int length; (length = lengthOfLine()) > 0;) {
                if (answers.remaining() < MARK.length + length) {
                    answers.flip();
                    while (answers.hasRemaining()) {
                        channel.write(answers);
                    }
                    answers.clear();
                }
                answers.put(MARK).put(lines.slice(lines.position(), length));
                lines.position(lines.position() + length);
            }
            lines.compact();
            answers.flip();
            write();
        }

        private int lengthOfLine() {
            for (int i = lines.position(); i < lines.limit(); i++) {
                if (lines.get(i) == '\n') {
                    return i + 1 - lines.position();
                }
            }
            return 0;
        }

        private void write() throws IOException {
            while (answers.hasRemaining()) {
                channel.write(answers);
            }
            if (lines.hasRemaining()) {
                answers.clear();
                key.interestOps(SelectionKey.OP_READ);
            } else {
                channel.close();
            }
        }
    }
}
