package sevenservers.select.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sevenservers.contract.Deadlines;
import sevenservers.contract.HostPort;
import sevenservers.contract.Limits;
import sevenservers.contract.Quietly;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerLog;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Text;

/**
 * Answers three questions, and regrets that it cannot answer others. A question
 * ends in {@code ?}, an answer in LF. A question of more than 4,096 bytes ends the
 * connection, which is told {@code ! question too long}.
 *
 * <p>Retells the {@code poll} server of the documents. Its two dictionaries, of
 * requests and of responses, are two fields of the connection; a socket that is
 * watched either for POLLIN or for POLLOUT is a key whose interest is either
 * OP_READ or OP_WRITE.
 *
 * <p>What this style pays: while an answer is unsent, nothing is read, and a client
 * that has gone meanwhile is noticed late. {@link sevenservers.select.ChatServer}
 * watches for both at once.
 */
public final class QuestionServer implements RunningServer {

    private static final Logger LOG = LoggerFactory.getLogger(QuestionServer.class);

    private static final int LONGEST_QUESTION = 4096;
    private static final Map<String, String> ANSWERS = Map.of(
            "what is your name?", "Lancelot, and they add: of Camelot.",
            "what is your quest?", "To find the Grail, wherever it is kept.",
            "what is your favourite colour?", "Blue; I need not think about it.",
            "what is your favorite color?", "Blue; I need not think about it.");
    private static final String NO_ANSWER = "I do not know that.";
    private static final String TOO_LONG = "! question too long";

    private final ServerOptions options;
    private final Selector selector;
    private final ServerSocketChannel listener;
    private final InetSocketAddress address;
    private final SelectionKey accepting;
    private final Thread thread;
    private final Consumer<SelectionKey> ready = this::ready;
    private final Deadlines deadlines = new Deadlines();
    private final Deadlines.Deadline acceptAgain =
            deadlines.deadline(this::acceptAgain);
    private final ServerLog log = new ServerLog("02.question");
    private int connections;
    private volatile boolean closing;

    /** Starts a server that listens where the options say. */
    public static QuestionServer start(ServerOptions options) throws IOException {
        var server = new QuestionServer(options);
        server.thread.start();
        return server;
    }

    private QuestionServer(ServerOptions options) throws IOException {
        this.options = options;
        listener = ServerSocketChannel.open();
        try {
            listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            listener.bind(options.endpoint(), Limits.LISTEN_BACKLOG);
            listener.configureBlocking(false);
            selector = Selector.open();
            accepting = listener.register(selector, SelectionKey.OP_ACCEPT);
            address = (InetSocketAddress) listener.getLocalAddress();
        } catch (IOException | RuntimeException failure) {
            listener.close();
            throw failure;
        }
        thread = new Thread(this::run, "02-question");
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        Quietly.join(thread);
    }

    private void run() {
        try {
            while (!closing) {
                turn();
            }
            listener.close();
            long graceEnds = System.nanoTime() + options.grace().toNanos();
            for (SelectionKey key : selector.keys()) {
                if (key.attachment() instanceof Connection connection) {
                    connection.end(graceEnds);
                }
            }
            while (connections > 0) {
                turn();
            }
        } catch (IOException | RuntimeException | Error failure) {
            log.failed(failure);
        } finally {
            selector.keys().forEach(key -> Quietly.close(key.channel()));
            Quietly.close(selector);
        }
    }

    private void turn() throws IOException {
        selector.select(ready, deadlines.timeoutMillis());
        deadlines.runExpired();
    }

    private void ready(SelectionKey key) {
        if (key == accepting) {
            accept();
        } else if (key.attachment() instanceof Connection connection) {
            connection.ready();
        }
    }

    private void accept() {
        try {
            for (int i = 0; i < Limits.ACCEPTS_PER_TURN; i++) {
                SocketChannel channel = listener.accept();
                if (channel == null) {
                    return;
                }
                open(channel);
            }
        } catch (IOException failure) {
            log.acceptFailed(failure);
            accepting.interestOps(0);
            acceptAgain.in(Limits.ACCEPT_PAUSE);
        }
    }

    private void acceptAgain() {
        acceptAgain.clear();
        if (!closing && accepting.interestOps() == 0) {
            accepting.interestOps(SelectionKey.OP_ACCEPT);
        }
    }

    private void open(SocketChannel channel) {
        try {
            if (connections == options.maxConnections()) {
                channel.close();
                return;
            }
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            new Connection(channel);
        } catch (IOException reset) {
            Quietly.close(channel);
        }
    }

    /**
     * One client, from its connect to its end. Whatever it does, the selector
     * watches for one thing only:
     *
     * <pre>
     *  COLLECTING  --- a whole question has come --->  ANSWERING
     *  (OP_READ)   &lt;-- all sent, no other has come ---  (OP_WRITE)
     *   |  |                                               |
     *   |  `--- question too long ---> FAREWELL &lt;--close()--'
     *  FIN or                         (OP_WRITE)
     *  reset                               | all sent
     *   |                                  v
     *   |  ,----------close()--------> LINGERING
     *   v                              (OP_READ)
     *  CLOSED &lt;--FIN, reset or 1 s---------'
     * </pre>
     *
     * <p>An impatient client sends its next question before it has the answer. That
     * question waits: collected here or in the kernel, and at last in the client.
     * So the answers come in the order of the questions, one for each client and
     * turn, and a FIN is seen when all that came before it is answered.
     *
     * <p>A reset closes a connection in any state. Who takes nothing of an answer
     * for as long as the write timeout is left to LINGERING, too.
     */
    private final class Connection {

        private enum State {
            COLLECTING, ANSWERING, FAREWELL, LINGERING, CLOSED
        }

        private final SocketChannel channel;
        private final SelectionKey key;
        private final InetSocketAddress client;
        private final Deadlines.Deadline deadline =
                deadlines.deadline(this::expired);
        private final ByteBuffer collected = ByteBuffer.allocate(LONGEST_QUESTION);
        private ByteBuffer answer;
        private State state = State.COLLECTING;

        Connection(SocketChannel channel) throws IOException {
            this.channel = channel;
            client = (InetSocketAddress) channel.getRemoteAddress();
            key = channel.register(selector, SelectionKey.OP_READ, this);
            connections++;
            log.opened(client);
        }

        void ready() {
            try {
                switch (state) {
                    case COLLECTING -> read();
                    case ANSWERING, FAREWELL -> write();
                    case LINGERING -> drop();
                    case CLOSED -> {
                    }
                }
            } catch (IOException reset) {
                close();
            } catch (RuntimeException | Error failure) {
                log.handlerFailed(client, failure);
                linger();
            }
        }

        private void read() throws IOException {
            if (channel.read(collected) < 0) {
                close();
            } else {
                next();
            }
        }

        /** Answers what has been collected, or goes on collecting. */
        private void next() {
            String question = takeQuestion();
            if (question != null) {
                LOG.debug("{} asks {}", HostPort.format(client),
                        Text.escaped(question));
                answer(State.ANSWERING, ANSWERS.getOrDefault(
                        question.toLowerCase(Locale.ROOT), NO_ANSWER));
            } else if (!collected.hasRemaining()) {
                answer(State.FAREWELL, TOO_LONG);
            } else {
                state = State.COLLECTING;
                key.interestOps(SelectionKey.OP_READ);
            }
        }

        /** No byte of a longer UTF-8 sequence looks like a question mark. */
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

        private void answer(State next, String text) {
            state = next;
            answer = ByteBuffer.wrap((text + "\n").getBytes(UTF_8));
            deadline.in(options.writeTimeout());
            key.interestOps(SelectionKey.OP_WRITE);
        }

        private void write() throws IOException {
            int sent = channel.write(answer);
            if (answer.hasRemaining()) {
                if (sent > 0 && !closing) {
                    deadline.in(options.writeTimeout());
                }
                return;
            }
            deadline.clear();
            if (state == State.FAREWELL) {
                linger();
            } else {
                next();
            }
        }

        private void expired() {
            if (state == State.LINGERING) {
                close();
            } else {
                linger();
            }
        }

        /** The server ends: the rest of the answer has until then to leave. */
        void end(long graceEnds) {
            if (state == State.COLLECTING) {
                linger();
            } else if (state != State.LINGERING) {
                state = State.FAREWELL;
                deadline.at(graceEnds);
            }
        }

        /**
         * Drops input for a while: to close while some is unread would be a reset.
         */
        private void linger() {
            try {
                state = State.LINGERING;
                channel.shutdownOutput();
                key.interestOps(SelectionKey.OP_READ);
                deadline.in(Limits.LINGER);
            } catch (IOException reset) {
                close();
            }
        }

        private void drop() throws IOException {
            if (channel.read(collected.clear()) < 0) {
                close();
            }
        }

        private void close() {
            state = State.CLOSED;
            connections--;
            deadline.clear();
            Quietly.close(channel);
            log.closed(client);
            acceptAgain();
        }
    }
}
