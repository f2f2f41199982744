package sevenservers.linechat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import sevenservers.asyncore.Acceptor;
import sevenservers.asyncore.Loop;
import sevenservers.contract.ChatSession;
import sevenservers.contract.Deadlines;
import sevenservers.contract.Limits;
import sevenservers.contract.Line;
import sevenservers.contract.LineBuffer;
import sevenservers.contract.Peer;
import sevenservers.contract.Quietly;
import sevenservers.contract.Reply;
import sevenservers.contract.Room;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerLog;
import sevenservers.contract.ServerOptions;

/**
 * Chat on {@link AsyncChat}: a line is what ends in the terminator, and what is
 * told is pushed. Only the loop's thread touches the room, so nothing needs a lock.
 * What the clients say is collected in a turn of the loop, and told to everybody
 * once, at its end, in bytes that all receivers share.
 *
 * <p>What this style pays: a handler that takes its time stops everybody. Module 06
 * repairs that. And the steps of a longer conversation are states that the reader
 * must put together; module 05 makes a chain of them, module 07 plain statements.
 */
public final class ChatServer implements RunningServer {

    private final ServerOptions options;
    private final Loop loop;
    private final Listener listener;
    private final InetSocketAddress address;
    private final Thread thread;
    private final Room room;
    private final ByteBuffer buffer;
    private final ServerLog log = new ServerLog("04.chat");
    private int serving;
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
        loop = new Loop();
        try {
            listener = new Listener();
            address = listener.address();
        } catch (IOException | RuntimeException failure) {
            loop.close();
            throw failure;
        }
        thread = new Thread(this::run, "04-chat");
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        closing = true;
        loop.wakeup();
        Quietly.join(thread);
    }

    private void run() {
        try (loop) {
            while (!closing) {
                loop.turn();
                room.deliver();
            }
            listener.close();
            room.close();
            long graceEnds = System.nanoTime() + options.grace().toNanos();
            loop.dispatchers(Connection.class)
                    .forEach(connection -> connection.end(graceEnds));
            loop.run();
        } catch (IOException | RuntimeException | Error failure) {
            log.failed(failure);
        }
    }

    private final class Listener extends Acceptor {

        Listener() throws IOException {
            super(loop, options.endpoint(), log);
        }

        @Override
        protected void handleAccepted(SocketChannel client) throws IOException {
            client.setOption(StandardSocketOptions.SO_SNDBUF, Limits.SEND_BUFFER);
            var connection = new Connection(client);
            if (serving > options.maxConnections()) {
                connection.session.refuse(Reply.SERVER_FULL);
            }
        }
    }

    /**
     * One client. What its lines mean is its {@link ChatSession}'s business.
     */
    private final class Connection extends AsyncChat implements Peer {

        private final ChatSession session;
        private final LineBuffer line = new LineBuffer();
        private final Deadlines.Deadline join = deadline(this::joinExpired);
        private boolean held;

        Connection(SocketChannel client) throws IOException {
            super(loop, client, buffer);
            setTerminator(Terminator.LF);
            session = new ChatSession(room, this, peer());
            setSendTimeout(options.writeTimeout());
            join.in(options.joinTimeout());
            serving++;
            log.opened(peer());
        }

        @Override
        protected boolean readable() {
            return !held || !isOpen();
        }

        @Override
        protected void handleRead() throws IOException {
            held = !session.mayRead();
            if (!held) {
                super.handleRead();
            }
        }

        @Override
        protected void collectIncomingData(ByteBuffer data) {
            if (!closing && !line.add(data)) {
                session.handle(new Line.TooLong());
            }
        }

        @Override
        protected void foundTerminator() {
            if (!closing) {
                options.work().perform();
                session.handle(line.take());
            }
        }

        @Override
        public void readAgain() {
            held = false;
            changed();
        }

        @Override
        protected void handleWrite() throws IOException {
            super.handleWrite();
            session.sent();
        }

        @Override
        public void tell(ByteBuffer told) {
            push(told);
        }

        @Override
        protected ByteBuffer keep(ByteBuffer rest) {
            return room.keep(rest);
        }

        @Override
        protected void handleDeaf() {
            session.deafen();
        }

        private void joinExpired() {
            if (session.isJoining()) {
                session.refuse(Reply.JOIN_TIMEOUT);
            }
        }

        @Override
        protected void handleClose() {
            session.leave();
            super.handleClose();
        }

        @Override
        protected void handleError(Throwable failure) {
            log.handlerFailed(peer(), failure);
            end();
        }

        @Override
        public void end() {
            session.leave();
            closeWhenSent();
        }

        /** The server ends: what is unsent has until then to leave. */
        void end(long graceEnds) {
            session.leave();
            closeWhenSent(graceEnds);
        }

        @Override
        public void drop() {
            session.leave();
            super.drop();
        }

        @Override
        protected void handleEnd() {
            serving--;
        }

        @Override
        public void close() {
            if (!isClosed()) {
                super.close();
                join.clear();
                session.leave();
                log.closed(peer());
                listener.acceptAgain();
            }
        }
    }
}
