// Caught by: restsWhileWhoHasFinishedDoesNotRead
// Shuts the input. The key is still watched for reading, and the end is still
// there.
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

public final class BusyLoop implements AutoCloseable {

    private final ByteBuffer page;
    private final Selector selector = Selector.open();
    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private final ByteBuffer dropped = ByteBuffer.allocateDirect(8192);

    public BusyLoop(byte... page) throws IOException {
        this.page = ByteBuffer.wrap(page);
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
                channel.shutdownInput();
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

        private void watch() {
            key.interestOps(SelectionKey.OP_READ
                    | (unsent.hasRemaining() ? SelectionKey.OP_WRITE : 0));
        }
    }
}
