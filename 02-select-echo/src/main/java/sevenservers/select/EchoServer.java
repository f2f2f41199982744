package sevenservers.select;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import sevenservers.contract.Deadlines;
import sevenservers.contract.Limits;
import sevenservers.contract.Quietly;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerLog;
import sevenservers.contract.ServerOptions;

/**
 * Echo on one {@link Selector} and one thread. The thread asks the selector which
 * sockets are ready, does for each what can be done without waiting, and asks
 * again.
 *
 * <p>Retells the {@code select} echo of the documents: their lists of sockets to
 * watch are the interest ops of the keys, their dictionary of unsent data is a
 * field of the connection.
 *
 * <p>What this style pays: a handler that takes its time stops everybody. Module 06
 * repairs that.
 */
public final class EchoServer implements RunningServer {

    private final ServerOptions options;
    private final Selector selector;
    private final ServerSocketChannel listener;
    private final InetSocketAddress address;
    private final SelectionKey accepting;
    private final Thread thread;
    private final Consumer<SelectionKey> ready = this::ready;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(Limits.ECHO_BUFFER);
    private final Deadlines deadlines = new Deadlines();
    private final Deadlines.Deadline acceptAgain =
            deadlines.deadline(this::acceptAgain);
    private final ServerLog log = new ServerLog("02.echo");
    private int serving;
    private int connections;
    private volatile boolean closing;

    /** Starts a server that listens where the options say. */
    public static EchoServer start(ServerOptions options) throws IOException {
        var server = new EchoServer(options);
        server.thread.start();
        return server;
    }

    private EchoServer(ServerOptions options) throws IOException {
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
        thread = new Thread(this::run, "02-echo");
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
        } else if (key.isValid()
                && key.attachment() instanceof Connection connection) {
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
        } catch (IOException | RuntimeException | Error failure) {
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
            if (serving == options.maxConnections()) {
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
     * One client. While there are unsent bytes nothing is read, so a connection
     * holds at most one buffer, and one that holds nothing costs no buffer at all.
     *
     * <pre>
     *  OPEN --close()--> FLUSHING --all sent--> LINGERING --> CLOSED
     *   |  `--write timeout-----------------------^  FIN or 1 s ^
     *   `-----------------------FIN or reset--------------------'
     * </pre>
     */
    private final class Connection {

        private enum State {
            OPEN, FLUSHING, LINGERING, CLOSED
        }

        private final SocketChannel channel;
        private final SelectionKey key;
        private final InetSocketAddress client;
        private final Deadlines.Deadline deadline =
                deadlines.deadline(this::expired);
        private State state = State.OPEN;
        private ByteBuffer unsent;

        Connection(SocketChannel channel) throws IOException {
            this.channel = channel;
            client = (InetSocketAddress) channel.getRemoteAddress();
            key = channel.register(selector, SelectionKey.OP_READ, this);
            serving++;
            connections++;
            log.opened(client);
        }

        void ready() {
            try {
                if (key.isReadable()) {
                    read();
                } else if (key.isWritable()) {
                    write();
                }
            } catch (IOException reset) {
                close();
            } catch (RuntimeException | Error failure) {
                log.handlerFailed(client, failure);
                drop();
            }
        }

        private void read() throws IOException {
            buffer.clear();
            if (channel.read(buffer) < 0) {
                close();
            } else if (state == State.OPEN && !closing) {
                options.work().perform();
                channel.write(buffer.flip());
                if (buffer.hasRemaining()) {
                    unsent = ByteBuffer.allocate(buffer.remaining()).put(buffer)
                            .flip();
                    deadline.in(options.writeTimeout());
                    key.interestOps(SelectionKey.OP_WRITE);
                }
            }
        }

        private void write() throws IOException {
            int sent = channel.write(unsent);
            if (!unsent.hasRemaining()) {
                unsent = null;
                deadline.clear();
                key.interestOps(SelectionKey.OP_READ);
                if (state == State.FLUSHING) {
                    linger();
                }
            } else if (sent > 0 && state == State.OPEN) {
                deadline.in(options.writeTimeout());
            }
        }

        private void expired() {
            if (state == State.LINGERING) {
                close();
            } else {
                drop();
            }
        }

        /** The server ends: what is unsent has until then to leave. */
        void end(long graceEnds) {
            if (state == State.OPEN) {
                state = State.FLUSHING;
                deadline.at(graceEnds);
                if (unsent == null) {
                    linger();
                }
            }
        }

        /** Gives up what is unsent. */
        private void drop() {
            unsent = null;
            linger();
        }

        /**
         * Drops input for a while: to close while some is unread would be a reset.
         */
        private void linger() {
            try {
                state = State.LINGERING;
                serving--;
                channel.shutdownOutput();
                key.interestOps(SelectionKey.OP_READ);
                deadline.in(Limits.LINGER);
            } catch (IOException reset) {
                close();
            }
        }

        private void close() {
            if (state == State.CLOSED) {
                return;
            }
            if (state != State.LINGERING) {
                serving--;
            }
            state = State.CLOSED;
            connections--;
            deadline.clear();
            Quietly.close(channel);
            log.closed(client);
            acceptAgain();
        }
    }
}
