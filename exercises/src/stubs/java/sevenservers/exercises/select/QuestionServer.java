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
import java.util.function.UnaryOperator;
import sevenservers.contract.Limits;
import sevenservers.contract.Quietly;

/**
 * Answers questions. A question ends in {@code ?}, an answer in LF.
 *
 * <p>To be built: how a {@link Connection} reads and writes. Its rules:
 *
 * <ul>
 * <li>A question is answered when its {@code ?} has come, in however many pieces.
 * The oracle is asked with the question, its {@code ?} included, in UTF-8 and
 * without white space around it ({@link String#strip}).
 * <li>A client may ask again before it has the answer, even in one piece. All are
 * answered, in order.
 * <li>While an answer is unsent, the connection is watched for writing and not for
 * reading, and the oracle is not asked. Otherwise it is watched for reading and not
 * for writing.
 * <li>A question of {@link #LONGEST} bytes is answered. When so many have come
 * without a {@code ?}, the connection is closed.
 * <li>After the client's end, which is read behind all that it has asked, the
 * connection is closed, too. A question without its {@code ?} is dropped.
 * </ul>
 *
 * <p>{@link sevenservers.select.programs.QuestionServer} does this with five
 * states; here two are enough. Write it from its state diagram, with its text
 * out of sight.
 */
@SuppressWarnings("unused") // until read() and write() are written
public final class QuestionServer implements AutoCloseable {

    /** The longest question, in bytes with its question mark. */
    static final int LONGEST = 64;

    private final UnaryOperator<String> oracle;
    private final Selector selector = Selector.open();
    private final ServerSocketChannel listener = ServerSocketChannel.open();

    /** A server, at a free port, that passes on the answers of an oracle. */
    public QuestionServer(UnaryOperator<String> oracle) throws IOException {
        this.oracle = oracle;
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

    /**
     * One client.
     *
     * <pre>
     *  COLLECTING  --- a whole question has come --->  ANSWERING
     *  (OP_READ)   &lt;-- all sent, no other has come ---  (OP_WRITE)
     *   |
     *   `--- FIN, or a question too long ---> CLOSED
     * </pre>
     */
    private final class Connection {

        private final SocketChannel channel;
        private final SelectionKey key;
        private final ByteBuffer collected = ByteBuffer.allocate(LONGEST);

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

        /** Collects what has come. */
        private void read() throws IOException {
            // TODO: read into what is collected. Is a question whole, is it too
            // long, has the client finished?
            throw new UnsupportedOperationException("TODO: collect a question");
        }

        /** Sends what the channel takes of the answer. */
        private void write() throws IOException {
            // TODO: write the answer. What comes after its last byte?
            throw new UnsupportedOperationException("TODO: send the answer");
        }
    }
}
