package sevenservers.offload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import sevenservers.contract.ChatSession;
import sevenservers.contract.Deadlines;
import sevenservers.contract.Limits;
import sevenservers.contract.Line;
import sevenservers.contract.LineDecoder;
import sevenservers.contract.Peer;
import sevenservers.contract.Quietly;
import sevenservers.contract.Reply;
import sevenservers.contract.Room;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerLog;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Work;

/**
 * Chat on a loop that only receives and sends. What a line costs is paid by a pool
 * of threads; what it means is handled by the loop when that is done. So only the
 * loop's thread touches the room, and nothing needs a lock.
 *
 * <p>What this style pays: a way there and back for every line, so that work that
 * costs less is better done on the spot, as here where there is none; and what
 * comes next is a function handed over, no next line: module 07 repairs that.
 */
public final class ChatServer implements RunningServer {

    private final ServerOptions options;
    private final EventLoop loop = new EventLoop();
    private final WorkerPool pool;
    private final TcpListener listener;
    private final InetSocketAddress address;
    private final Thread thread;
    private final Room room;
    private final ByteBuffer buffer;
    private final ServerLog log = new ServerLog("06.chat");
    private int serving;
    private int connections;
    private boolean closing;

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
        try {
            listener = new TcpListener(loop, options.endpoint(), this::open, log);
            address = listener.address();
            pool = new WorkerPool(loop, "06-chat-worker-");
        } catch (IOException | RuntimeException failure) {
            loop.close();
            throw failure;
        }
        thread = new Thread(this::run, "06-chat");
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        pool.post(() -> closing = true);
        if (!pool.isWorker()) {
            Quietly.join(thread);
        }
    }

    private void run() {
        try {
            while (!closing) {
                turn();
            }
            listener.close();
            room.close();
            long graceEnds = System.nanoTime() + options.grace().toNanos();
            for (EventHandler handler : loop.handlers()) {
                if (handler instanceof Connection connection) {
                    connection.end(graceEnds);
                }
            }
            while (connections > 0) {
                turn();
            }
        } catch (IOException | RuntimeException | Error failure) {
            log.failed(failure);
        } finally {
            loop.close();
            pool.close();
        }
    }

    private void turn() throws IOException {
        loop.turn();
        room.deliver();
    }

    private void open(SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.SO_SNDBUF, Limits.SEND_BUFFER);
        var connection = new Connection(channel);
        if (serving > options.maxConnections()) {
            connection.session.refuse(Reply.SERVER_FULL);
        }
    }

    /**
     * One client. Its lines are handled one by one, in the order in which they
     * came. What they mean is its {@link ChatSession}'s business. Meanwhile as much
     * is received as there is room for, and so it is known when the client has
     * gone.
     */
    private final class Connection extends TcpConnection implements Peer {

        private final ChatSession session;
        private final LineDecoder lines = new LineDecoder();
        private final Deadlines.Deadline join =
                loop.deadline(this, this::joinTimedOut);
        private ByteBuffer input = NOTHING;
        private boolean waiting;
        private WorkerPool.Task work;

        Connection(SocketChannel channel) throws IOException {
            super(loop, channel, buffer, options, log);
            session = new ChatSession(room, this, client());
            join.in(options.joinTimeout());
            serving++;
            connections++;
        }

        @Override
        int spaceLeft() {
            return waiting ? 0 : room.chunk() - input.remaining();
        }

        @Override
        boolean mayRead() {
            return session.mayRead();
        }

        @Override
        void received(ByteBuffer data) {
            if (options.work() == Work.NONE) {
                for (Line line; isOpen() && (line = lines.next(data)) != null;) {
                    session.handle(line);
                }
            } else {
                input = joined(input, data);
                next();
            }
        }

        @Override
        void finished() {
            next();
        }

        /** Sees to the next line, unless one is being seen to. */
        private void next() {
            if (!isOpen() || waiting || work != null) {
                return;
            }
            Line line = lines.next(input);
            if (line != null) {
                waiting = true;
                pool.whenRoom(this, () -> begin(line));
            } else if (hasFinished()) {
                end();
            }
        }

        private void begin(Line line) {
            waiting = false;
            if (isOpen()) {
                work = pool.run(this, () -> work(line), this::handle);
            }
        }

        /** On a thread of the pool. */
        private Line work(Line line) {
            options.work().perform();
            return line;
        }

        private void handle(Line line) {
            work = null;
            session.handle(line);
            next();
        }

        @Override
        void sent() {
            session.sent();
        }

        @Override
        void deafened() {
            session.deafen();
        }

        @Override
        public void tell(ByteBuffer told) {
            send(told, room::keep);
        }

        private void joinTimedOut() {
            if (session.isJoining()) {
                session.refuse(Reply.JOIN_TIMEOUT);
            }
        }

        @Override
        public void end() {
            session.leave();
            forgetInput();
            super.end();
        }

        /** The server ends: what is unsent has until then to leave. */
        void end(long graceEnds) {
            end();
            endBy(graceEnds);
        }

        @Override
        public void drop() {
            session.leave();
            forgetInput();
            super.drop();
        }

        private void forgetInput() {
            input = NOTHING;
            if (work != null) {
                work.cancel();
            }
        }

        @Override
        void left() {
            serving--;
            join.clear();
        }

        @Override
        void closed() {
            connections--;
            session.leave();
            forgetInput();
            listener.acceptAgain();
        }
    }
}
