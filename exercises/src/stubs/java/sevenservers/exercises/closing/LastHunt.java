package sevenservers.exercises.closing;

import static java.nio.channels.SelectionKey.OP_ACCEPT;
import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;
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
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import sevenservers.contract.ChatSession;
import sevenservers.contract.Limits;
import sevenservers.contract.Line;
import sevenservers.contract.LineDecoder;
import sevenservers.contract.Quietly;
import sevenservers.contract.Text;

/**
 * A small chat on one selector and one thread. A client's first line is its name,
 * every later one a message.
 *
 * <ul>
 * <li>Every member is told what anybody says, {@code #[NAME]>>> TEXT}, its own
 * messages included, and who joins and leaves. Who joins is told nothing from
 * before.
 * <li>All are told everything in one order, however the network cuts it. Who reads
 * late is told the same as the others.
 * <li>What is unsent to a member is bounded: with more than that, it has left.
 * <li>A client that does not read, that resets, or that breaks the rules (a name
 * that is bad or taken, a line too long or not UTF-8) ends its own connection
 * alone, and delays nobody. A message with a control character is dropped.
 * </ul>
 *
 * <p>What is said in a turn of the loop is gathered, and told at its end: so each
 * member costs one write a turn, however much has been said.
 *
 * <p>What it leaves out: time limits, the want of descriptors, and last words for
 * who is refused. {@link sevenservers.select.ChatServer} has them.
 */
public final class LastHunt implements AutoCloseable {

    private static final int LARGEST_TURN = 64 * 1024;
    private static final int LARGEST_READ = 16 * 1024;

    private final int maxBacklog;
    private final Selector selector;
    private final ServerSocketChannel listener;
    private final Thread thread = new Thread(this::run, "last-hunt");
    private final Map<String, Client> members = new LinkedHashMap<>();
    private final Queue<String> leavers = new ArrayDeque<>();
    private final ByteBuffer input = ByteBuffer.allocateDirect(LARGEST_READ);
    private final ByteBuffer turn = ByteBuffer.allocateDirect(LARGEST_TURN);
    private volatile boolean closing;

    /**
     * Starts a server that listens on a free port of this machine.
     *
     * @param maxBacklog so many bytes may be unsent to a member
     */
    public static LastHunt start(int maxBacklog) throws IOException {
        var server = new LastHunt(maxBacklog);
        server.thread.start();
        return server;
    }

    private LastHunt(int maxBacklog) throws IOException {
        this.maxBacklog = maxBacklog;
        selector = Selector.open();
        listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Limits.LISTEN_BACKLOG);
        listener.configureBlocking(false);
        listener.register(selector, OP_ACCEPT);
    }

    /** The address it listens on. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.socket().getLocalSocketAddress();
    }

    /** Ends the server at once, and returns when its thread has ended. */
    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        Quietly.join(thread);
    }

    private void run() {
        try {
            while (!closing) {
                selector.select(this::ready);
                deliver();
            }
        } catch (IOException broken) {
            throw new IllegalStateException("the selector has failed", broken);
        } finally {
            selector.keys().forEach(key -> Quietly.close(key.channel()));
            Quietly.close(selector);
        }
    }

    private void ready(SelectionKey key) {
        if (key.attachment() instanceof Client client) {
            client.ready();
        } else {
            accept();
        }
    }

    private void accept() {
        try {
            SocketChannel channel = listener.accept();
            if (channel != null) {
                open(channel);
            }
        } catch (IOException gone) {
            // It has left before it was accepted.
        }
    }

    private void open(SocketChannel channel) throws IOException {
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, Limits.SEND_BUFFER);
            var client = new Client(channel);
            client.key = channel.register(selector, OP_READ, client);
        } catch (IOException reset) {
            channel.close();
        }
    }

    /** Gathers a line, to be told at the end of the turn, or when it is full. */
    private void publish(String line) {
        byte[] bytes = (line + "\n").getBytes(UTF_8);
        if (bytes.length > turn.remaining()) {
            deliver();
        }
        turn.put(bytes);
    }

    /** Tells all members what has been gathered, and who has left meanwhile. */
    private void deliver() {
        while (turn.position() > 0 || !leavers.isEmpty()) {
            for (String name; (name = leavers.poll()) != null;) {
                publish("(User " + name + " left)");
            }
            turn.flip();
            for (Client member : List.copyOf(members.values())) {
                member.tell(turn.duplicate());
            }
            turn.clear();
        }
    }

    /** One client; a member once it has a name. */
    private final class Client {

        private final SocketChannel channel;
        private final LineDecoder lines = new LineDecoder();
        private final Queue<ByteBuffer> unsent = new ArrayDeque<>();
        private SelectionKey key;
        private String name;
        private long backlog;

        Client(SocketChannel channel) {
            this.channel = channel;
        }

        void ready() {
            try {
                if (key.isValid() && key.isWritable()) {
                    write();
                }
                if (key.isValid() && key.isReadable()) {
                    read();
                }
            } catch (IOException reset) {
                end();
            }
        }

        private void read() throws IOException {
            input.clear();
            if (channel.read(input) < 0) {
                end();
                return;
            }
            input.flip();
            for (Line line; key.isValid() && (line = lines.next(input)) != null;) {
                handle(line);
            }
        }

        private void handle(Line line) {
            switch (line) {
                case Line.Text(String text) when name == null -> join(text);
                case Line.Text(String text) -> say(text);
                case Line.TooLong _, Line.NotUtf8 _ -> end();
            }
        }

        private void join(String wanted) {
            deliver();
            if (!ChatSession.isName(wanted) || members.containsKey(wanted)) {
                end();
                return;
            }
            name = wanted;
            members.put(name, this);
            publish("(User " + name + " joined)");
        }

        private void say(String text) {
            if (!Text.hasControl(text)) {
                publish("#[" + name + "]>>> " + text);
            }
        }

        /** Sends lines; what the socket does not take at once is kept. */
        void tell(ByteBuffer told) {
            try {
                if (unsent.isEmpty()) {
                    channel.write(told);
                }
                if (told.hasRemaining()) {
                    keep(told);
                }
            } catch (IOException reset) {
                end();
            }
        }

        private void keep(ByteBuffer told) {
            backlog += told.remaining();
            unsent.add(told);
            key.interestOps(OP_READ | OP_WRITE);
            if (backlog > maxBacklog) {
                end();
            }
        }

        private void write() throws IOException {
            while (!unsent.isEmpty()) {
                ByteBuffer first = unsent.element();
                backlog -= channel.write(first);
                if (first.hasRemaining()) {
                    return;
                }
                unsent.remove();
            }
            key.interestOps(OP_READ);
        }

        private void end() {
            Quietly.close(channel);
            if (name != null && members.remove(name, this)) {
                leavers.add(name);
            }
        }
    }
}
