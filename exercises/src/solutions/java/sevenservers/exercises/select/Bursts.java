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

/**
 * Echo by lines: each line comes back with a mark before it. While a connection's
 * answers are unsent, nothing more is read from it.
 *
 * <p>A client may send many lines at once, and gets all its answers. A line that is
 * longer than the buffer ends its connection. Whatever a client sends, the server
 * goes on, and serves the others meanwhile.
 *
 * <p>One read may bring as many lines as it brings bytes. There is room for the
 * answers to all of them, so that no line has to wait in here.
 */
public final class Bursts implements AutoCloseable {

    /** The longest line, in bytes with its LF. */
    static final int LONGEST = 1024;

    private static final byte[] MARK = {'>', ' '};

    private final Selector selector = Selector.open();
    private final ServerSocketChannel listener = ServerSocketChannel.open();

    /** A server at a free port. */
    public Bursts() throws IOException {
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        listener.configureBlocking(false).register(selector,
                SelectionKey.OP_ACCEPT);
    }

    /** Where the server listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.socket().getLocalSocketAddress();
    }

    /** Ends the server, with all its connections; may be called twice. */
    @Override
    public void close() {
        if (selector.isOpen()) {
            selector.keys().forEach(key -> Quietly.close(key.channel()));
            Quietly.close(selector);
        }
    }

    /**
     * One turn of the loop: waits at most so many milliseconds until a socket is
     * ready, and serves all that are.
     *
     * @return how many those were
     */
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

    /** One client. */
    private final class Connection {

        private final SocketChannel channel;
        private final SelectionKey key;
        private final ByteBuffer lines = ByteBuffer.allocate(LONGEST);
        /** Has room for the answers to as many empty lines as can be read. */
        private final ByteBuffer answers =
                ByteBuffer.allocate(LONGEST * (MARK.length + 1));

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
                answers.put(MARK).put(lines.slice(lines.position(), length));
                lines.position(lines.position() + length);
            }
            lines.compact();
            answers.flip();
            write();
        }

        /** The length of the next line with its LF, or 0 if it is not yet whole. */
        private int lengthOfLine() {
            for (int i = lines.position(); i < lines.limit(); i++) {
                if (lines.get(i) == '\n') {
                    return i + 1 - lines.position();
                }
            }
            return 0;
        }

        private void write() throws IOException {
            channel.write(answers);
            if (answers.hasRemaining()) {
                key.interestOps(SelectionKey.OP_WRITE);
            } else if (lines.hasRemaining()) {
                answers.clear();
                key.interestOps(SelectionKey.OP_READ);
            } else {
                channel.close();
            }
        }
    }
}
