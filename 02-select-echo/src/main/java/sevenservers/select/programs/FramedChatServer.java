package sevenservers.select.programs;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import sevenservers.contract.Deadlines;
import sevenservers.contract.HostPort;
import sevenservers.contract.Limits;
import sevenservers.contract.OutboundQueue;
import sevenservers.contract.Quietly;
import sevenservers.contract.Reply;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerLog;
import sevenservers.contract.ServerOptions;

/**
 * Chat in {@link Frames}, on one {@link Selector} and one thread. A client sends
 * {@code NAME: andy}, is told {@code CLIENT: 127.0.0.1:50312}, and from then on all
 * that it sends is a message, which the others are told as {@code #[andy]>> text}.
 * They are also told who comes and who goes. Who does something wrong is told
 * {@code ! reason}, and that ends the connection.
 *
 * <p>Retells the {@code select} chat of the documents. There a message is told with
 * a {@code send} whose result nobody looks at: what a slow reader's socket does not
 * take is lost in the midst of a frame. Here it waits in the reader's own queue,
 * and a queue that is too long ends that reader alone.
 *
 * <p>What it leaves out: a message may contain anything, so whoever shows one has
 * to escape it; and a talker who is faster than all readers gets them thrown out.
 * The chat of lines, {@link sevenservers.select.ChatServer}, repairs both.
 */
public final class FramedChatServer implements RunningServer {

    /** The longest text that a client may send, in bytes. */
    static final int LONGEST_SAID = 4096;

    /** The longest text that a client is sent: on its way a message gets a name. */
    static final int LONGEST_TOLD = LONGEST_SAID + 64;

    static final String NAME_IS = "NAME: ";
    static final String CLIENT_IS = "CLIENT: ";
    static final String ERROR = "! ";

    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9_.-]{1," + Limits.MAX_NAME + "}");
    private static final int CHUNK = 16 * 1024;

    private final ServerOptions options;
    private final Selector selector;
    private final ServerSocketChannel listener;
    private final InetSocketAddress address;
    private final SelectionKey accepting;
    private final Thread thread;
    private final Consumer<SelectionKey> ready = this::ready;
    private final Map<String, Connection> members = new LinkedHashMap<>();
    private final Queue<Connection> overfull = new ArrayDeque<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
    private final Deadlines deadlines = new Deadlines();
    private final Deadlines.Deadline acceptAgain =
            deadlines.deadline(this::acceptAgain);
    private final ServerLog log = new ServerLog("02.framed-chat");
    private int connections;
    private volatile boolean closing;

    /** Starts a server that listens where the options say. */
    public static FramedChatServer start(ServerOptions options) throws IOException {
        var server = new FramedChatServer(options);
        server.thread.start();
        return server;
    }

    private FramedChatServer(ServerOptions options) throws IOException {
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
        thread = new Thread(this::run, "02-framed-chat");
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
        for (Connection slow; (slow = overfull.poll()) != null;) {
            slow.drop();
        }
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
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            var connection = new Connection(channel);
            if (connections > options.maxConnections()) {
                connection.refuse(Reply.SERVER_FULL.reason());
            }
        } catch (IOException reset) {
            Quietly.close(channel);
        }
    }

    /**
     * Nobody joins or leaves meanwhile: who has too much unsent is dropped later.
     */
    private void tellAllBut(Connection author, String text) {
        ByteBuffer frame = Frames.encode(text);
        for (Connection member : members.values()) {
            if (member != author) {
                member.tell(frame.duplicate());
            }
        }
    }

    /**
     * One client. It is a member while it is OPEN and its name is among the
     * members.
     *
     * <pre>
     *  OPEN --FIN, refusal, close()--> FLUSHING --all sent--> LINGERING --> CLOSED
     *   |  `---write timeout, backlog---------------------------^  FIN or 1 s ^
     *   `----------------------------------reset------------------------------'
     * </pre>
     *
     * <p>After a FIN there is nothing to wait for, and LINGERING takes no time.
     */
    private final class Connection {

        private enum State {
            OPEN, FLUSHING, LINGERING, CLOSED
        }

        private final SocketChannel channel;
        private final SelectionKey key;
        private final InetSocketAddress client;
        private final Frames.Decoder frames = new Frames.Decoder(LONGEST_SAID);
        private final OutboundQueue unsent = new OutboundQueue();
        private final Deadlines.Deadline deadline =
                deadlines.deadline(this::expired);
        private State state = State.OPEN;
        private String name;
        private boolean finished;

        Connection(SocketChannel channel) throws IOException {
            this.channel = channel;
            client = (InetSocketAddress) channel.getRemoteAddress();
            key = channel.register(selector, SelectionKey.OP_READ, this);
            deadline.in(options.joinTimeout());
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
            buffer.clear();
            if (channel.read(buffer) < 0) {
                finished = true;
                end();
                return;
            }
            buffer.flip();
            try {
                for (String text;
                        mayHandle() && (text = frames.next(buffer)) != null;) {
                    handle(text);
                }
            } catch (Frames.MalformedException malformed) {
                refuse(malformed.getMessage());
            }
        }

        private boolean mayHandle() {
            return state == State.OPEN && !closing;
        }

        private void handle(String text) {
            if (name == null) {
                join(text);
            } else if (!text.isEmpty()) {
                tellAllBut(this, "#[" + name + "]>> " + text);
            }
        }

        private void join(String text) {
            String wanted = text.startsWith(NAME_IS)
                    ? text.substring(NAME_IS.length()) : "";
            if (!NAME.matcher(wanted).matches()) {
                refuse(text.startsWith(NAME_IS) ? Reply.BAD_NAME.reason()
                        : "expected " + NAME_IS + "name");
            } else if (members.containsKey(wanted)) {
                refuse(Reply.NAME_TAKEN.reason());
            } else {
                name = wanted;
                deadline.clear();
                String where = HostPort.format(client);
                tell(Frames.encode(CLIENT_IS + where));
                tellAllBut(this,
                        "(User " + name + " connected from " + where + ")");
                members.put(name, this);
            }
        }

        void refuse(String reason) {
            tell(Frames.encode(ERROR + reason));
            end();
        }

        private void write() throws IOException {
            if (unsent.writeTo(channel) == 0) {
                return;
            }
            if (!unsent.isEmpty()) {
                if (!closing) {
                    deadline.in(options.writeTimeout());
                }
            } else if (state == State.FLUSHING) {
                linger();
            } else {
                deadline.clear();
                watch();
            }
        }

        /** Sends what the socket takes at once, and keeps the rest. */
        void tell(ByteBuffer frame) {
            if (state != State.OPEN) {
                return;
            }
            try {
                if (unsent.isEmpty()) {
                    channel.write(frame);
                    if (!frame.hasRemaining()) {
                        return;
                    }
                    deadline.in(options.writeTimeout());
                }
            } catch (IOException reset) {
                // The selector reports it too, when the client may leave.
            }
            unsent.add(frame);
            watch();
            if (unsent.size() > options.maxBacklog()) {
                overfull.add(this);
            }
        }

        /** Watches for writing only while something is unsent. */
        private void watch() {
            int ops = (finished ? 0 : SelectionKey.OP_READ)
                    | (unsent.isEmpty() ? 0 : SelectionKey.OP_WRITE);
            if (key.isValid() && key.interestOps() != ops) {
                key.interestOps(ops);
            }
        }

        private void expired() {
            if (state == State.LINGERING) {
                close();
            } else if (state == State.OPEN && name == null) {
                refuse(Reply.JOIN_TIMEOUT.reason());
            } else {
                drop();
            }
        }

        /** Sends what is unsent, then ends the connection. */
        void end() {
            if (state == State.OPEN) {
                state = State.FLUSHING;
                leave();
            }
            if (unsent.isEmpty()) {
                linger();
            } else {
                watch();
            }
        }

        /** The server ends: what is unsent has until then to leave. */
        void end(long graceEnds) {
            end();
            if (state == State.FLUSHING) {
                deadline.at(graceEnds);
            }
        }

        /** Gives up what is unsent, and ends the connection. */
        void drop() {
            unsent.clear();
            end();
        }

        private void leave() {
            if (members.remove(name, this) && !closing) {
                tellAllBut(this, "(User " + name + " disconnected)");
            }
        }

        /**
         * Drops input for a while: to close while some is unread would be a reset.
         */
        private void linger() {
            try {
                if (state == State.FLUSHING) {
                    state = State.LINGERING;
                    channel.shutdownOutput();
                    deadline.in(Limits.LINGER);
                    watch();
                }
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
            state = State.CLOSED;
            connections--;
            unsent.clear();
            deadline.clear();
            Quietly.close(channel);
            leave();
            log.closed(client);
            acceptAgain();
        }
    }
}
