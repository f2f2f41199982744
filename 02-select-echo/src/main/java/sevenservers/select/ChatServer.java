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
import sevenservers.contract.ChatSession;
import sevenservers.contract.Deadlines;
import sevenservers.contract.Limits;
import sevenservers.contract.Line;
import sevenservers.contract.LineDecoder;
import sevenservers.contract.OutboundQueue;
import sevenservers.contract.Peer;
import sevenservers.contract.Quietly;
import sevenservers.contract.Reply;
import sevenservers.contract.Room;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerLog;
import sevenservers.contract.ServerOptions;

/**
 * Chat on one {@link Selector} and one thread. Only that thread touches the room,
 * so nothing needs a lock. What the clients say is collected while the ready
 * sockets are read, and told to everybody once, at the end of the turn.
 *
 * <p>Retells the {@code select} chat of the documents.
 *
 * <p>What this style pays: a handler that takes its time stops everybody. Module 06
 * repairs that.
 */
public final class ChatServer implements RunningServer {

    private final ServerOptions options;
    private final Selector selector;
    private final ServerSocketChannel listener;
    private final InetSocketAddress address;
    private final SelectionKey accepting;
    private final Thread thread;
    private final Consumer<SelectionKey> ready = this::ready;
    private final Room room;
    private final ByteBuffer buffer;
    private final Deadlines deadlines = new Deadlines();
    private final Deadlines.Deadline acceptAgain =
            deadlines.deadline(this::acceptAgain);
    private final ServerLog log = new ServerLog("02.chat");
    private int serving;
    private int connections;
    private volatile boolean closing;

    /** Starts a server that listens where the options say. */
    public static ChatServer start(ServerOptions options) throws IOException {
        var server = new ChatServer(options);
        server.thread.start();
        return server;
    }

    private ChatServer(ServerOptions options) throws IOException {
        this.options = options;
        room = new Room(options);
        buffer = ByteBuffer.allocateDirect(room.chunk());
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
        thread = new Thread(this::run, "02-chat");
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
            room.close();
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
        room.deliver();
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
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, Limits.SEND_BUFFER);
            var connection = new Connection(channel);
            if (serving > options.maxConnections()) {
                connection.session.refuse(Reply.SERVER_FULL);
            }
        } catch (IOException reset) {
            Quietly.close(channel);
        }
    }

    /**
     * One client: its socket, and what is unsent to it. What its lines mean is its
     * {@link ChatSession}'s business.
     *
     * <pre>
     *  OPEN --FIN, refusal, close()--> FLUSHING --all sent--> LINGERING --> CLOSED
     *   |  `---write timeout, backlog---------------------------^  FIN or 1 s ^
     *   `----------------------------------reset------------------------------'
     * </pre>
     *
     * <p>After a FIN there is nothing to wait for, and LINGERING takes no time.
     */
    private final class Connection implements Peer {

        private enum State {
            OPEN, FLUSHING, LINGERING, CLOSED
        }

        private final SocketChannel channel;
        private final SelectionKey key;
        private final InetSocketAddress client;
        private final ChatSession session;
        private final LineDecoder lines = new LineDecoder();
        private final OutboundQueue unsent = new OutboundQueue();
        private final Deadlines.Deadline deadline =
                deadlines.deadline(this::expired);
        private State state = State.OPEN;
        private boolean held;
        private boolean finished;

        Connection(SocketChannel channel) throws IOException {
            this.channel = channel;
            client = (InetSocketAddress) channel.getRemoteAddress();
            session = new ChatSession(room, this, client);
            key = channel.register(selector, SelectionKey.OP_READ, this);
            deadline.in(options.joinTimeout());
            serving++;
            connections++;
            log.opened(client);
        }

        void ready() {
            try {
                if (key.isWritable()) {
                    write();
                }
                if (key.isValid() && key.isReadable()) {
                    read();
                }
            } catch (IOException reset) {
                close();
            } catch (RuntimeException | Error failure) {
                log.handlerFailed(client, failure);
                end();
            }
        }

        private void read() throws IOException {
            if (!session.mayRead()) {
                held = true;
                updateInterest();
                return;
            }
            buffer.clear();
            if (channel.read(buffer) < 0) {
                finished();
            } else {
                buffer.flip();
                for (Line line; isOpen() && (line = lines.next(buffer)) != null;) {
                    options.work().perform();
                    session.handle(line);
                }
            }
        }

        private boolean isOpen() {
            return state == State.OPEN && !closing;
        }

        /** The client has sent all it wants to; it still gets what is unsent. */
        private void finished() {
            finished = true;
            if (state == State.LINGERING) {
                close();
            } else {
                end();
                updateInterest();
            }
        }

        private void write() {
            try {
                if (unsent.writeTo(channel) == 0) {
                    return;
                }
            } catch (IOException reset) {
                deafen();
            }
            session.sent();
            if (!unsent.isEmpty()) {
                if (!closing) {
                    deadline.in(options.writeTimeout());
                }
            } else if (state == State.FLUSHING) {
                linger();
            } else {
                deadline.clear();
                updateInterest();
            }
        }

        @Override
        public void tell(ByteBuffer told) {
            if (state != State.OPEN) {
                return;
            }
            try {
                if (unsent.isEmpty()) {
                    channel.write(told);
                    if (!told.hasRemaining()) {
                        return;
                    }
                    deadline.in(options.writeTimeout());
                }
                unsent.add(room.keep(told));
                updateInterest();
            } catch (IOException reset) {
                deafen();
            }
        }

        /**
         * No write succeeds any more, but lines may have come before the reset
         * (C4).
         */
        private void deafen() {
            unsent.clear();
            session.deafen();
            updateInterest();
        }

        @Override
        public long unsent() {
            return unsent.size();
        }

        @Override
        public void readAgain() {
            held = false;
            updateInterest();
        }

        /**
         * Watches for reading unless held, for writing only while something is
         * unsent.
         */
        private void updateInterest() {
            int ops = (held || finished ? 0 : SelectionKey.OP_READ)
                    | (unsent.isEmpty() ? 0 : SelectionKey.OP_WRITE);
            if (state != State.CLOSED && key.interestOps() != ops) {
                key.interestOps(ops);
            }
        }

        private void expired() {
            if (state == State.LINGERING) {
                close();
            } else if (session.isJoining()) {
                session.refuse(Reply.JOIN_TIMEOUT);
            } else if (!unsent.isEmpty()) {
                drop();
            }
        }

        @Override
        public void end() {
            if (state != State.OPEN) {
                return;
            }
            session.leave();
            // Who leaves is told the rest first, which may have ended the
            // connection.
            if (state != State.OPEN) {
                return;
            }
            held = false;
            state = State.FLUSHING;
            if (unsent.isEmpty()) {
                linger();
            } else {
                updateInterest();
            }
        }

        /** The server ends: what is unsent has until then to leave. */
        void end(long graceEnds) {
            end();
            if (state == State.FLUSHING) {
                deadline.at(graceEnds);
            }
        }

        @Override
        public void drop() {
            session.leave();
            unsent.clear();
            if (state == State.OPEN || state == State.FLUSHING) {
                held = false;
                linger();
            }
        }

        /**
         * Drops input for a while: to close while some is unread would be a reset.
         */
        private void linger() {
            state = State.LINGERING;
            serving--;
            try {
                channel.shutdownOutput();
                updateInterest();
                deadline.in(Limits.LINGER);
            } catch (IOException reset) {
                finished = true;
            }
            if (finished) {
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
            unsent.clear();
            deadline.clear();
            Quietly.close(channel);
            session.leave();
            log.closed(client);
            acceptAgain();
        }
    }
}
