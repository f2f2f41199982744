package sevenservers.virtual;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import sevenservers.contract.Limits;
import sevenservers.contract.Quietly;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerLog;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.StallWatch;

/**
 * Echo with a virtual thread for every connection: 01 again, with threads of which
 * a process can have as many as it has clients. One that waits leaves its processor
 * to another, and keeps of its stack only what is in use; the JDK waits for all of
 * their sockets together, as module 02 does.
 *
 * <p>Retells what the documents do with Eventlet and gevent, whose green threads
 * read and write as if they were alone while one thread of the system runs them
 * all. Here no library has to be patched, and every processor runs some.
 *
 * <p>A thread that waits in a read or a write does not listen to anybody: to end
 * it, one has to end what it waits for. So there is a timer, and the acceptor knows
 * all sockets.
 *
 * <p>What this style pays: a small stack and a thread's objects for every client,
 * idle or not, where module 02 keeps an object; and a handler that computes keeps
 * its processor until it is done. Module 06 repairs that with a pool.
 */
public final class EchoServer implements RunningServer {

    private static final int CHUNK = 16 * 1024;

    private final ServerOptions options;
    private final ServerSocket listener = new ServerSocket();
    private final ThreadFactory threads;
    private final Thread acceptor = new Thread(this::run, "07-echo");
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1,
                    Thread.ofPlatform().name("07-echo-timer").factory());
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final ServerLog log = new ServerLog("07.echo");
    private final AtomicInteger serving = new AtomicInteger();
    private volatile boolean closing;

    /** Starts a server that listens where the options say. */
    public static EchoServer start(ServerOptions options) throws IOException {
        Pollers.start();
        return start(options, Thread.ofVirtual().name("07-echo-", 1).factory());
    }

    static EchoServer start(ServerOptions options, ThreadFactory threads)
            throws IOException {
        var server = new EchoServer(options, threads);
        server.acceptor.start();
        return server;
    }

    private EchoServer(ServerOptions options, ThreadFactory threads)
            throws IOException {
        this.options = options;
        this.threads = threads;
        try {
            listener.setReuseAddress(true);
            listener.bind(options.endpoint(), Limits.LISTEN_BACKLOG);
        } catch (IOException failure) {
            listener.close();
            throw failure;
        }
        timer.setRemoveOnCancelPolicy(true);
        timer.prestartCoreThread();
    }

    @Override
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    @Override
    public void close() {
        closing = true;
        Quietly.close(listener);
        LockSupport.unpark(acceptor);
        if (connections.stream().noneMatch(Connection::isMine)) {
            Quietly.join(acceptor);
        }
    }

    private void run() {
        while (!closing) {
            accept();
        }
        List<Connection> open = List.copyOf(connections);
        open.forEach(Connection::end);
        later(options.grace(), () -> open.forEach(Connection::drop));
        open.forEach(connection -> Quietly.join(connection.thread));
        timer.shutdownNow();
        timer.close();
    }

    private void later(Duration time, Runnable action) {
        var _ = timer.schedule(action, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void accept() {
        try {
            open(listener.accept());
        } catch (IOException | RuntimeException | Error failure) {
            if (!closing) {
                log.acceptFailed(failure);
                // Until a connection ends, or for as long as this.
                LockSupport.parkNanos(Limits.ACCEPT_PAUSE.toNanos());
            }
        }
    }

    /** Throws the OutOfMemoryError that says that no thread can be started. */
    private void open(Socket socket) {
        if (serving.get() == options.maxConnections()) {
            Quietly.close(socket);
            return;
        }
        var connection = new Connection(socket);
        connections.add(connection);
        serving.incrementAndGet();
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            connection.thread.start();
        } catch (IOException reset) {
            connection.close();
        } catch (OutOfMemoryError noThread) {
            connection.close();
            throw noThread;
        }
    }

    /**
     * One client and its thread.
     *
     * <pre>
     *  READING <--> WRITING --close(), write timeout--> ENDING --> closed
     *   |  `--------------------close()-------------------^ FIN or 1 s ^
     *   `--------------------------FIN or reset------------------------'
     * </pre>
     */
    private final class Connection implements Runnable {

        private enum State {
            READING, WRITING, ENDING
        }

        private final Socket socket;
        private final InetSocketAddress client;
        private final Thread thread = threads.newThread(this);
        private final AtomicReference<State> state =
                new AtomicReference<>(State.READING);
        private final StallWatch watch =
                new StallWatch(timer, options.writeTimeout(), this::drop);
        private boolean served = true;

        Connection(Socket socket) {
            this.socket = socket;
            this.client = (InetSocketAddress) socket.getRemoteSocketAddress();
        }

        boolean isMine() {
            return thread == Thread.currentThread();
        }

        @Override
        public void run() {
            log.opened(client);
            try {
                var in = new ChunkReader(socket.getInputStream(), CHUNK, true);
                for (int count; (count = in.read()) >= 0;) {
                    // What comes while the connection ends is dropped: to close
                    // while some is unread would be a reset.
                    if (state.get() != State.ENDING) {
                        handle(in.chunk(), count);
                    }
                }
            } catch (IOException reset) {
                // The client has gone, or has been closed by the timer.
            } finally {
                close();
            }
        }

        private void handle(byte[] chunk, int count) throws IOException {
            try {
                options.work().perform();
                write(chunk, count);
            } catch (RuntimeException | Error failure) {
                log.handlerFailed(client, failure);
                drop();
            }
        }

        private void write(byte[] chunk, int count) throws IOException {
            if (!state.compareAndSet(State.READING, State.WRITING)) {
                return;
            }
            watch.begin();
            try {
                socket.getOutputStream().write(chunk, 0, count);
            } catch (IOException broken) {
                if (state.get() != State.ENDING) {
                    throw broken;
                }
            } finally {
                watch.end();
            }
            if (!state.compareAndSet(State.WRITING, State.READING)) {
                linger();
            }
        }

        /** The server ends: lets what is being written leave, and nothing more. */
        void end() {
            if (state.getAndSet(State.ENDING) == State.READING) {
                linger();
            }
        }

        /** Gives up what is being written; the write fails. */
        void drop() {
            state.set(State.ENDING);
            linger();
        }

        /**
         * Says that this was all, and leaves the client a while to say the same.
         */
        private synchronized void linger() {
            if (socket.isOutputShutdown()) {
                return;
            }
            leavePlace();
            try {
                socket.shutdownOutput();
                later(Limits.LINGER, () -> Quietly.close(socket));
            } catch (IOException broken) {
                Quietly.close(socket);
            }
        }

        private void close() {
            Quietly.close(socket);
            watch.close();
            leavePlace();
            connections.remove(this);
            log.closed(client);
            if (Thread.currentThread() != acceptor) {
                LockSupport.unpark(acceptor);
            }
        }

        private synchronized void leavePlace() {
            if (served) {
                served = false;
                serving.decrementAndGet();
            }
        }
    }
}
