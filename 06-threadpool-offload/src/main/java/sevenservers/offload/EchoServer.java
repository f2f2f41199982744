package sevenservers.offload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import sevenservers.contract.Limits;
import sevenservers.contract.Quietly;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerLog;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Work;

/**
 * Echo on a loop that only receives and sends. What takes its time is done by a
 * pool of threads meanwhile, and handled by the loop when it is done.
 *
 * <p>Retells the echo and the thread pool of the document.
 *
 * <p>What this style pays: a way there and back for every piece of work, so that
 * work that costs less is better done on the spot, as here where there is none; and
 * what comes next is a function handed over, no next line: module 07 repairs that.
 */
public final class EchoServer implements RunningServer {

    private final ServerOptions options;
    private final EventLoop loop = new EventLoop();
    private final WorkerPool pool;
    private final TcpListener listener;
    private final InetSocketAddress address;
    private final Thread thread;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(Limits.ECHO_BUFFER);
    private final ServerLog log = new ServerLog("06.echo");
    private int serving;
    private int connections;
    private boolean closing;

    /** Starts a server that listens where the options say. */
    public static EchoServer start(ServerOptions options) throws IOException {
        var server = new EchoServer(options);
        server.thread.start();
        return server;
    }

    private EchoServer(ServerOptions options) throws IOException {
        this.options = options;
        try {
            listener = new TcpListener(loop, options.endpoint(), this::open, log);
            address = listener.address();
            pool = new WorkerPool(loop, "06-echo-worker-");
        } catch (IOException | RuntimeException failure) {
            loop.close();
            throw failure;
        }
        thread = new Thread(this::run, "06-echo");
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
                loop.turn();
            }
            listener.close();
            long graceEnds = System.nanoTime() + options.grace().toNanos();
            for (EventHandler handler : loop.handlers()) {
                if (handler instanceof Connection connection) {
                    connection.end(graceEnds);
                }
            }
            while (connections > 0) {
                loop.turn();
            }
        } catch (IOException | RuntimeException | Error failure) {
            log.failed(failure);
        } finally {
            loop.close();
            pool.close();
        }
    }

    private void open(SocketChannel channel) throws IOException {
        if (serving == options.maxConnections()) {
            channel.close();
        } else {
            new Connection(channel);
        }
    }

    /**
     * One client. What it has sent is handled piece by piece, so that the answers
     * keep the order of the questions. Meanwhile as much is received as there is
     * room for, and so it is known when the client has gone.
     */
    private final class Connection extends TcpConnection {

        private ByteBuffer input = NOTHING;
        private int atWork;
        private boolean waiting;
        private WorkerPool.Task work;

        Connection(SocketChannel channel) throws IOException {
            super(loop, channel, buffer, options, log);
            serving++;
            connections++;
        }

        @Override
        int spaceLeft() {
            return unsent() > 0 || waiting || closing ? 0
                    : Limits.ECHO_BUFFER - input.remaining() - atWork;
        }

        @Override
        void received(ByteBuffer data) {
            if (options.work() == Work.NONE) {
                send(data, rest -> joined(NOTHING, rest));
            } else {
                input = joined(input, data);
                next();
            }
        }

        @Override
        void finished() {
            next();
        }

        /** Sees to the next piece, unless one is being seen to. */
        private void next() {
            if (!isOpen() || waiting || work != null) {
                return;
            }
            if (input.hasRemaining()) {
                waiting = true;
                pool.whenRoom(this, this::begin);
            } else if (hasFinished() || closing) {
                end();
            }
        }

        private void begin() {
            waiting = false;
            if (isOpen() && input.hasRemaining()) {
                ByteBuffer piece = input;
                input = NOTHING;
                atWork = piece.remaining();
                work = pool.run(this, () -> handle(piece), this::answer);
            } else {
                next();
            }
        }

        /** On a thread of the pool. */
        private ByteBuffer handle(ByteBuffer piece) {
            options.work().perform();
            return piece;
        }

        private void answer(ByteBuffer piece) {
            work = null;
            atWork = 0;
            send(piece, rest -> rest);
            next();
        }

        /** The server ends: what is at work or unsent has until then to leave. */
        void end(long graceEnds) {
            input = NOTHING;
            next();
            endBy(graceEnds);
        }

        @Override
        void left() {
            serving--;
            input = NOTHING;
            if (work != null) {
                work.cancel();
            }
        }

        @Override
        void closed() {
            connections--;
            listener.acceptAgain();
        }
    }
}
