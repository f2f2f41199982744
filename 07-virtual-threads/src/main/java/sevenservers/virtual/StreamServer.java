package sevenservers.virtual;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import sevenservers.contract.Limits;
import sevenservers.contract.Quietly;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerLog;
import sevenservers.contract.ServerOptions;

/**
 * A server that calls a handler for every connection, each in a green thread of its
 * own.
 *
 * <p>Retells gevent's class of this name. The handler reads and writes as if there
 * were no other client. When it returns, its connection ends as promise B6 says:
 * without a reset that swallows what was written.
 *
 * <p>A {@link GreenPool} bounds how many handlers run. While it is full nobody is
 * accepted: clients wait in the kernel's queue, and none is turned away.
 *
 * <pre>
 *  new --start()--> accepting --stop()--> handlers may end --grace--> told to
 *   `------------------stop()----------------. `-all ended-.  LINGER |  end
 *                                            v             v         v
 *                                           ended <---------- closed
 * </pre>
 *
 * <p>What it leaves out: a time limit on a client that does not read. A handler
 * sets those that it wants.
 */
public final class StreamServer implements RunningServer {

    private static final int CHUNK = 8 * 1024;

    private final InetSocketAddress wanted;
    private final Handler handler;
    private final GreenPool pool;
    private final ServerLog log = new ServerLog("07.stream-server");
    private final Thread acceptor =
            Thread.ofVirtual().name("07-stream-server").unstarted(this::run);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final Set<Connection> connections = new HashSet<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile ServerSocket listener;
    private volatile boolean stopping;
    private Thread ending;

    /** What is done for a client. */
    @FunctionalInterface
    public interface Handler {

        /**
         * Serves one client to its end.
         *
         * @param client is closed by the server after the call
         * @throws SocketException if the connection broke, which is no failure
         * @throws Exception if the handler failed: this is logged, and ends this
         *     connection alone
         */
        void handle(Socket client) throws Exception;
    }

    /** A server whose handlers run in a pool of its own, of the default size. */
    public StreamServer(InetSocketAddress address, Handler handler) {
        this(address, handler, new GreenPool());
    }

    /**
     * A server whose handlers run in this pool, which may serve others, too, and is
     * not closed by the server.
     *
     * @param address where to listen; port 0 means any free one
     */
    public StreamServer(InetSocketAddress address, Handler handler,
            GreenPool pool) {
        this.wanted = address;
        this.handler = handler;
        this.pool = pool;
    }

    /**
     * Listens, and returns. Like every virtual thread, those of the server do not
     * keep a process from ending.
     *
     * @throws IOException if it cannot listen at the address
     * @throws IllegalStateException if it was started or stopped before
     */
    public void start() throws IOException {
        lock.lock();
        try {
            if (listener != null || stopping) {
                throw new IllegalStateException("a server is started once");
            }
            listener = bind();
            acceptor.start();
        } finally {
            lock.unlock();
        }
    }

    private ServerSocket bind() throws IOException {
        var socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(wanted, Limits.LISTEN_BACKLOG);
            return socket;
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
    }

    /**
     * Listens, and returns when the server has been stopped.
     *
     * @throws IOException if it cannot listen at the address
     * @throws InterruptedException if interrupted; then it is stopped, at once
     */
    public void serveForever() throws IOException, InterruptedException {
        start();
        try {
            over.await();
        } catch (InterruptedException now) {
            stop(Duration.ZERO);
            throw now;
        }
    }

    /**
     * The address it listens on, with the real port.
     *
     * @throws IllegalStateException if it has not been started
     */
    @Override
    public InetSocketAddress address() {
        if (listener == null) {
            throw new IllegalStateException("it does not listen yet");
        }
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /** Accepts nobody any more; those who are served notice nothing. */
    public void stopAccepting() {
        lock.lock();
        try {
            stopping = true;
        } finally {
            lock.unlock();
        }
        if (listener != null) {
            Quietly.close(listener);
        }
        acceptor.interrupt();
    }

    /**
     * Stops accepting at once, waits until all handlers have returned, and returns
     * when the server has ended. Handlers that take longer than the grace are told
     * the end: what they write fails, and who waits for input gets it until the
     * client ends, too. Those that do not return then, within a second, are
     * interrupted and lose their sockets.
     *
     * <p>Further calls, from any thread, wait for the same end, after the grace of
     * the first. A handler that calls it does not wait for the end, which would be
     * its own.
     */
    public void stop(Duration grace) {
        stopAccepting();
        lock.lock();
        try {
            if (ending == null) {
                ending = Thread.ofVirtual().name("07-stream-server-end")
                        .start(() -> end(grace));
            }
            if (connections.stream().anyMatch(Connection::isMine)) {
                return;
            }
        } finally {
            lock.unlock();
        }
        Quietly.join(ending);
    }

    /** {@link #stop Stops} it with the grace that PROTOCOL.md names. */
    @Override
    public void close() {
        stop(ServerOptions.defaults().grace());
    }

    private void end(Duration grace) {
        Quietly.join(acceptor);
        if (!allEndWithin(grace)) {
            open().forEach(Connection::tellTheEnd);
        }
        if (!allEndWithin(Limits.LINGER)) {
            open().forEach(Connection::drop);
        }
        while (!allEndWithin(Limits.LINGER)) {
            // A handler that cannot be interrupted is waited for.
        }
        over.countDown();
    }

    private boolean allEndWithin(Duration time) {
        lock.lock();
        try {
            long left = time.toNanos();
            while (!connections.isEmpty() && left > 0) {
                left = ended.awaitNanos(left);
            }
            return connections.isEmpty();
        } catch (InterruptedException impossible) {
            throw new IllegalStateException("who ends it is known to nobody",
                    impossible);
        } finally {
            lock.unlock();
        }
    }

    private List<Connection> open() {
        lock.lock();
        try {
            return List.copyOf(connections);
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (!stopping) {
            try {
                accept();
            } catch (InterruptedException stop) {
                // It is told by the flag.
            }
        }
    }

    private void accept() throws InterruptedException {
        try {
            pool.waitAvailable();
            serve(listener.accept());
        } catch (IOException | RuntimeException | Error failure) {
            if (!stopping) {
                log.acceptFailed(failure);
                Thread.sleep(Limits.ACCEPT_PAUSE);
            }
        }
    }

    private void serve(Socket socket) throws InterruptedException {
        var connection = new Connection(socket);
        add(connection);
        boolean spawned = false;
        try {
            var _ = pool.spawn(connection);
            spawned = true;
        } finally {
            if (!spawned) {
                connection.close();
            }
        }
    }

    private void add(Connection connection) {
        lock.lock();
        try {
            connections.add(connection);
        } finally {
            lock.unlock();
        }
    }

    private void remove(Connection connection) {
        lock.lock();
        try {
            connections.remove(connection);
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** One client, and the green thread that serves it. */
    private final class Connection implements Callable<Void> {

        private final Socket socket;
        private final InetSocketAddress client;
        private volatile Thread thread;
        private volatile boolean dropped;

        Connection(Socket socket) {
            this.socket = socket;
            client = (InetSocketAddress) socket.getRemoteSocketAddress();
        }

        boolean isMine() {
            return thread == Thread.currentThread();
        }

        @Override
        public Void call() {
            thread = Thread.currentThread();
            log.opened(client);
            try {
                handler.handle(socket);
            } catch (SocketException broken) {
                // It ends this connection alone.
            } catch (Exception | Error failure) {
                if (!dropped) {
                    log.handlerFailed(client, failure);
                }
            }
            linger();
            close();
            return null;
        }

        /**
         * Says that this was all, and leaves the client a while to say the same: to
         * close while some input is unread would be a reset.
         */
        private void linger() {
            try {
                tellTheEnd();
                InputStream in = socket.getInputStream();
                byte[] unread = new byte[CHUNK];
                long end = System.nanoTime() + Limits.LINGER.toNanos();
                for (long left; (left = end - System.nanoTime()) > 0;) {
                    socket.setSoTimeout(
                            (int) TimeUnit.NANOSECONDS.toMillis(left) + 1);
                    if (in.read(unread) < 0) {
                        return;
                    }
                }
            } catch (IOException over) {
                // The client has reset, or says nothing, or the handler has closed.
            }
        }

        void tellTheEnd() {
            try {
                if (!socket.isOutputShutdown()) {
                    socket.shutdownOutput();
                }
            } catch (IOException broken) {
                // Then nobody is there to be told.
            }
        }

        /** The last that can be done. */
        void drop() {
            dropped = true;
            Quietly.close(socket);
            if (thread != null) {
                thread.interrupt();
            }
        }

        void close() {
            Quietly.close(socket);
            log.closed(client);
            remove(this);
        }
    }
}
