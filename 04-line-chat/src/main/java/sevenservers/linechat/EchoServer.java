package sevenservers.linechat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import sevenservers.asyncore.Acceptor;
import sevenservers.asyncore.Loop;
import sevenservers.contract.Quietly;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerLog;
import sevenservers.contract.ServerOptions;

/**
 * Echo on {@link AsyncChat}, without a terminator: whatever comes in goes out. Here
 * it does no more than a dispatcher does; {@link ChatServer} is where it shows.
 *
 * <p>What this style pays: a handler that takes its time stops everybody. Module 06
 * repairs that.
 */
public final class EchoServer implements RunningServer {

    private final ServerOptions options;
    private final Loop loop;
    private final Listener listener;
    private final InetSocketAddress address;
    private final Thread thread;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(AsyncChat.PIECE);
    private final ServerLog log = new ServerLog("04.echo");
    private int serving;
    private volatile boolean closing;

    /** Starts a server that listens where the options say. */
    public static EchoServer start(ServerOptions options) throws IOException {
        var server = new EchoServer(options);
        server.thread.start();
        return server;
    }

    private EchoServer(ServerOptions options) throws IOException {
        this.options = options;
        loop = new Loop();
        try {
            listener = new Listener();
            address = listener.address();
        } catch (IOException | RuntimeException failure) {
            loop.close();
            throw failure;
        }
        thread = new Thread(this::run, "04-echo");
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
            }
            listener.close();
            long graceEnds = System.nanoTime() + options.grace().toNanos();
            loop.dispatchers(Connection.class)
                    .forEach(connection -> connection.closeWhenSent(graceEnds));
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
            if (serving == options.maxConnections()) {
                client.close();
            } else {
                new Connection(client);
            }
        }
    }

    /**
     * One client. While there are unsent bytes nothing is read, so a connection
     * holds at most one buffer. That is a piece: what is read at once may be sent
     * at once, and only what the socket does not take is copied.
     */
    private final class Connection extends AsyncChat {

        Connection(SocketChannel client) throws IOException {
            super(loop, client, buffer);
            setSendTimeout(options.writeTimeout());
            serving++;
            log.opened(peer());
        }

        @Override
        protected boolean readable() {
            return unsent() == 0;
        }

        @Override
        protected void collectIncomingData(ByteBuffer data) {
            if (!closing) {
                options.work().perform();
                push(data);
            }
        }

        @Override
        protected void handleError(Throwable failure) {
            log.handlerFailed(peer(), failure);
            drop();
        }

        @Override
        protected void handleEnd() {
            serving--;
        }

        @Override
        public void close() {
            if (!isClosed()) {
                super.close();
                log.closed(peer());
                listener.acceptAgain();
            }
        }
    }
}
