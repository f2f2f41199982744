package sevenservers.exercises.select;

import static java.nio.charset.StandardCharsets.UTF_8;

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
 * Answers questions. A question ends in {@code ?}, an answer in LF. While a
 * connection's answer is unsent, nothing more is read from it, so the answers come
 * in the order of the questions, and a client cannot ask faster than it reads.
 *
 * <p>It leaves out what {@link sevenservers.select.programs.QuestionServer} has:
 * time limits, a limit of connections, and an end that loses nothing.
 */
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
        private ByteBuffer answer;

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
            if (channel.read(collected) < 0) {
                channel.close();
            } else {
                next();
            }
        }

        private void write() throws IOException {
            channel.write(answer);
            if (!answer.hasRemaining()) {
                next();
            }
        }

        /**
         * Answers the next question. It may have come with the one before, and then
         * the selector will not tell of it again.
         */
        private void next() throws IOException {
            String question = takeQuestion();
            if (question != null) {
                answer = UTF_8.encode(oracle.apply(question) + "\n");
                key.interestOps(SelectionKey.OP_WRITE);
            } else if (collected.hasRemaining()) {
                key.interestOps(SelectionKey.OP_READ);
            } else {
                channel.close();
            }
        }

        /** The next question, or null if it is not yet whole. */
        private String takeQuestion() {
            String question = null;
            collected.flip();
            for (int i = 0; i < collected.limit() && question == null; i++) {
                if (collected.get(i) == '?') {
                    var bytes = new byte[i + 1];
                    collected.get(bytes);
                    question = new String(bytes, UTF_8).strip();
                }
            }
            collected.compact();
            return question;
        }
    }
}
