// Caught by: whoReadsLateIsToldTheSame
// Copies the whole turn, also what the socket has taken.
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

    public InetSocketAddress address() {
        return (InetSocketAddress) listener.socket().getLocalSocketAddress();
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

    private void publish(String line) {
        byte[] bytes = (line + "\n").getBytes(UTF_8);
        if (bytes.length > turn.remaining()) {
            deliver();
        }
        turn.put(bytes);
    }

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
            told.rewind();
            unsent.add(ByteBuffer.allocate(told.remaining()).put(told).flip());
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
