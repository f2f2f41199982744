package sevenservers.reactor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.UnaryOperator;
import sevenservers.contract.ChatSession;
import sevenservers.contract.Limits;
import sevenservers.contract.Line;
import sevenservers.contract.Peer;
import sevenservers.contract.Quietly;
import sevenservers.contract.Reply;
import sevenservers.contract.Room;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerLog;
import sevenservers.contract.ServerOptions;

/**
 * Chat as a protocol that is told of lines. Only the reactor's thread touches the
 * room, so nothing needs a lock. What the clients say is collected while their
 * events are handled, and told to everybody by a call that is due right afterwards.
 *
 * <p>Retells the Twisted chat of the documents.
 *
 * <p>What this style pays: a handler that takes its time stops everybody. Module 06
 * repairs that.
 */
public final class ChatServer implements RunningServer {

    private final ServerOptions options;
    private final Reactor reactor;
    private final InetSocketAddress address;
    private final Thread thread;
    private final Room room;
    private final UnaryOperator<ByteBuffer> keep;
    private final ServerLog log = new ServerLog("05.chat");
    private int serving;

    /** Starts a server that listens where the options say. */
    public static ChatServer start(ServerOptions options) throws IOException {
        var server = new ChatServer(options);
        server.thread.start();
        return server;
    }

    private ChatServer(ServerOptions options) throws IOException {
        this.options = options;
        room = new Room(options, this::deliverSoon);
        keep = room::keep;
        reactor = new Reactor();
        try {
            address = reactor.listenTCP(options.endpoint(), _ -> new Chat())
                    .getHost();
        } catch (IOException | RuntimeException failure) {
            reactor.close();
            throw failure;
        }
        reactor.beforeShutdown(this::closeRoom);
        thread = new Thread(this::run, "05-chat");
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        reactor.callFromThread(() -> reactor.stop(options.grace()));
        Quietly.join(thread);
    }

    private void run() {
        try {
            reactor.run();
        } catch (IOException | RuntimeException | Error failure) {
            log.failed(failure);
        }
    }

    private Deferred<Void> closeRoom() {
        room.close();
        return Deferred.succeed(null);
    }

    private void deliverSoon() {
        reactor.callLater(Duration.ZERO, room::deliver);
    }

    /**
     * One client. What its lines mean is its {@link ChatSession}'s business.
     */
    private final class Chat extends LineReceiver implements Peer {

        private ChatSession session;
        private DelayedCall join;

        @Override
        protected void connectionMade() {
            serving++;
            transport().setOption(StandardSocketOptions.SO_SNDBUF,
                    Limits.SEND_BUFFER);
            transport().setWriteTimeout(options.writeTimeout());
            session = new ChatSession(room, this, transport().getPeer());
            join = reactor.callLater(options.joinTimeout(), this::joinExpired);
            log.opened(transport().getPeer());
            if (serving > options.maxConnections()) {
                session.refuse(Reply.SERVER_FULL);
            }
        }

        /** Asks before the first line, as below before each next one. */
        @Override
        protected void dataReceived(ByteBuffer data) {
            holdIfTooFast();
            super.dataReceived(data);
        }

        @Override
        protected void lineReceived(Line line) {
            options.work().perform();
            session.handle(line);
            holdIfTooFast();
        }

        /** The lines that have come already are kept while it is paused. */
        private void holdIfTooFast() {
            if (!session.mayRead()) {
                pauseProducing();
            }
        }

        /** Later, because the room that calls this is in the midst of telling. */
        @Override
        public void readAgain() {
            reactor.callLater(Duration.ZERO, this::resumeProducing);
        }

        @Override
        public void tell(ByteBuffer told) {
            transport().write(told, keep);
        }

        @Override
        protected void dataSent() {
            session.sent();
        }

        @Override
        protected void writeConnectionLost() {
            session.deafen();
        }

        @Override
        public long unsent() {
            return transport().unsent();
        }

        private void joinExpired() {
            if (session.isJoining()) {
                session.refuse(Reply.JOIN_TIMEOUT);
            }
        }

        @Override
        public void end() {
            transport().loseConnection();
        }

        @Override
        public void drop() {
            transport().discardUnsent();
            transport().loseConnection();
        }

        @Override
        protected void readConnectionLost() {
            session.leave();
            super.readConnectionLost();
        }

        @Override
        protected void connectionLost(Reason reason) {
            serving--;
            join.cancel();
            session.leave();
            log.closed(transport().getPeer());
        }
    }
}
