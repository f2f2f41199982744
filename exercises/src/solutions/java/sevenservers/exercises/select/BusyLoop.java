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
 * A server of one page. A client that says something is sent the page, as often as
 * it likes. What it says while the page is being sent is read and dropped.
 *
 * <p>A client may send its end as soon as it has asked. It still gets its page, and
 * then the connection is closed.
 *
 * <p>When there is nothing to do, the loop waits in the selector and uses no time
 * of the processor: a key is watched for nothing that has been seen already.
 */
public final class BusyLoop implements AutoCloseable {

    private final ByteBuffer page;
    private final Selector selector = Selector.open();
    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private final ByteBuffer dropped = ByteBuffer.allocateDirect(8192);

    /** A server, at a free port, of a page. */
    public BusyLoop(byte... page) throws IOException {
        this.page = ByteBuffer.wrap(page);
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
        private ByteBuffer unsent = ByteBuffer.allocate(0);
        private boolean finished;

        Connection(SocketChannel channel) throws IOException {
            this.channel = channel;
            key = channel.register(selector, SelectionKey.OP_READ, this);
        }

        void ready() {
            try {
                if (key.isReadable()) {
                    read();
                }
                write();
            } catch (IOException reset) {
                Quietly.close(channel);
            }
        }

        private void read() throws IOException {
            int count = channel.read(dropped.clear());
            if (count < 0) {
                finished = true;
            } else if (!unsent.hasRemaining()) {
                unsent = page.duplicate();
            }
        }

        private void write() throws IOException {
            channel.write(unsent);
            if (finished && !unsent.hasRemaining()) {
                channel.close();
            } else {
                watch();
            }
        }

        /**
         * Watches for reading until the client's end, which can be read again and
         * again, and for writing only while something is unsent.
         */
        private void watch() {
            key.interestOps((finished ? 0 : SelectionKey.OP_READ)
                    | (unsent.hasRemaining() ? SelectionKey.OP_WRITE : 0));
        }
    }
}
