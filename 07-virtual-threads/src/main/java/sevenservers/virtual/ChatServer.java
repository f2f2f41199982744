package sevenservers.virtual;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import sevenservers.contract.ChatSession;
import sevenservers.contract.Limits;
import sevenservers.contract.Line;
import sevenservers.contract.LineDecoder;
import sevenservers.contract.OutboundQueue;
import sevenservers.contract.Peer;
import sevenservers.contract.Quietly;
import sevenservers.contract.Reply;
import sevenservers.contract.Room;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerLog;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.StallWatch;

/**
 * Chat with two virtual threads for every connection: 01 again. One reads and waits
 * for its client to say something; the other writes and waits for somebody else to
 * have said something. One blocking thread cannot wait for both. What has been said
 * is told by one more thread, to everybody at once.
 *
 * <p>Retells the chats on Eventlet and gevent of the documents, where one green
 * thread for each client both reads and tells the others: there, one who does not
 * read stops whoever talks. A queue for each client, and a second thread that
 * empties it, are what it takes to promise otherwise.
 *
 * <p>Who holds the lock may touch the room, and the state of any connection. Nobody
 * reads, writes or works while holding it. For the same reason nobody writes for
 * another, which would spare the wake-up: a blocking write cannot be tried.
 *
 * <p>What this style pays: two small stacks for every client, and for every turn of
 * lines a wake-up of every member's writer, which is cheap but not free. Module 02
 * needs neither.
 */
public final class ChatServer implements RunningServer {

    /**
     * A write of more might hide that its client takes a little all the time (B9).
     */
    private static final int MOST_PER_WRITE = 32 * 1024;

    private final ServerOptions options;
    private final ServerSocket listener = new ServerSocket();
    private final ThreadFactory threads;
    private final Thread acceptor = new Thread(this::run, "07-chat");
    private final Thread teller =
            Thread.ofVirtual().name("07-chat-teller").unstarted(this::tell);
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1,
                    Thread.ofPlatform().name("07-chat-timer").factory());
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition mayTell = lock.newCondition();
    private final Room room;
    private final ServerLog log = new ServerLog("07.chat");
    private List<Thread> toWake = new ArrayList<>();
    private int serving;
    private boolean news;
    private volatile boolean closing;
    private boolean ended;

    /** Starts a server that listens where the options say. */
    public static ChatServer start(ServerOptions options) throws IOException {
        Pollers.start();
        return start(options, Thread.ofVirtual().name("07-chat-", 1).factory());
    }

    static ChatServer start(ServerOptions options, ThreadFactory threads)
            throws IOException {
        var server = new ChatServer(options, threads);
        server.teller.start();
        server.acceptor.start();
        return server;
    }

    private ChatServer(ServerOptions options, ThreadFactory threads)
            throws IOException {
        this.options = options;
        this.threads = threads;
        room = new Room(options, this::tellSoon);
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
        // First: once clients are refused, nobody is told who leaves (B7).
        inRoom(room::close);
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
        inRoom(() -> open.forEach(Connection::end));
        var _ = later(options.grace(), () -> open.forEach(Connection::drop));
        open.forEach(Connection::join);
        inRoom(() -> {
            ended = true;
            mayTell.signal();
        });
        Quietly.join(teller);
        timer.shutdownNow();
        timer.close();
    }

    private ScheduledFuture<?> later(Duration time, Runnable action) {
        return timer.schedule(() -> inRoom(action), time.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    private void inRoom(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Tells the members what is new, at once however many have said something. Then
     * it wakes their writers, who would only have queued for the lock before.
     */
    @SuppressWarnings("ThreadPriorityCheck")
    private void tell() {
        while (awaitNews()) {
            // Those who are about to say something come first: one turn for all.
            Thread.yield();
            deliver().forEach(LockSupport::unpark);
        }
    }

    /** Waits for something to tell; false if there will be nothing more. */
    private boolean awaitNews() {
        lock.lock();
        try {
            while (!news && !ended) {
                mayTell.awaitUninterruptibly();
            }
            return news;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the writers that have something to write now. */
    private List<Thread> deliver() {
        lock.lock();
        try {
            room.deliver();
            news = false;
            List<Thread> writers = toWake;
            toWake = new ArrayList<>();
            return writers;
        } finally {
            lock.unlock();
        }
    }

    private void tellSoon() {
        news = true;
        mayTell.signal();
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
        var connection = new Connection(socket);
        inRoom(connection::open);
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.setSendBufferSize(Limits.SEND_BUFFER);
            connection.writer.start();
            connection.reader.start();
        } catch (IOException reset) {
            inRoom(connection::close);
        } catch (OutOfMemoryError noThread) {
            connection.turnAway();
            throw noThread;
        }
    }

    /**
     * One client and its two threads. What its lines mean is its
     * {@link ChatSession}'s business.
     *
     * <pre>
     *  OPEN --FIN, refusal, close()--> FLUSHING --all sent--> LINGERING --> CLOSED
     *   |  `---write timeout, backlog---------------------------^  FIN or 1 s ^
     *   `----------------------------------reset------------------------------'
     * </pre>
     *
     * <p>After a FIN there is nothing to wait for, and LINGERING takes no time.
     */
    private final class Connection implements Peer {

        private enum State {
            OPEN, FLUSHING, LINGERING, CLOSED
        }

        private final Socket socket;
        private final InetSocketAddress client;
        private final ChatSession session;
        private final LineDecoder lines = new LineDecoder();
        private final OutboundQueue unsent = new OutboundQueue();
        private final Thread reader = threads.newThread(this::read);
        private final Thread writer = threads.newThread(this::write);
        private final Condition mayReadAgain = lock.newCondition();
        private final StallWatch watch =
                new StallWatch(timer, options.writeTimeout(),
                        () -> inRoom(this::drop));
        private ScheduledFuture<?> joinTimeout;
        private State state = State.OPEN;
        private boolean finished;

        Connection(Socket socket) {
            this.socket = socket;
            client = (InetSocketAddress) socket.getRemoteSocketAddress();
            session = new ChatSession(room, this, client);
        }

        boolean isMine() {
            return reader == Thread.currentThread()
                    || writer == Thread.currentThread();
        }

        void join() {
            Quietly.join(reader);
            Quietly.join(writer);
        }

        void open() {
            log.opened(client);
            connections.add(this);
            joinTimeout = later(options.joinTimeout(), this::joinTimedOut);
            serving++;
            if (serving > options.maxConnections()) {
                session.refuse(Reply.SERVER_FULL);
            }
        }

        /**
         * Without a thread, but for the few bytes that a new socket always takes.
         */
        void turnAway() {
            try {
                socket.getOutputStream().write(
                        Reply.SERVER_FULL.line()
                                .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException reset) {
                // Then nobody is there to be told.
            }
            inRoom(this::drop);
        }

        private void read() {
            try {
                // Much read before the writers run needs fewer writes.
                var in = new ChunkReader(socket.getInputStream(), room.chunk(),
                        false);
                for (int count; (count = in.read()) >= 0;) {
                    // What comes while the connection ends is dropped: to close
                    // while some is unread would be a reset.
                    handle(ByteBuffer.wrap(in.chunk(), 0, count));
                }
                inRoom(this::finished);
            } catch (IOException reset) {
                inRoom(this::close);
            }
            Quietly.join(writer);
            inRoom(this::close);
            connections.remove(this);
        }

        private void handle(ByteBuffer chunk) {
            try {
                for (Line line; isOpen() && (line = lines.next(chunk)) != null;) {
                    options.work().perform();
                    handle(line);
                }
            } catch (RuntimeException | Error failure) {
                log.handlerFailed(client, failure);
                inRoom(this::end);
            }
        }

        private boolean isOpen() {
            lock.lock();
            try {
                return state == State.OPEN;
            } finally {
                lock.unlock();
            }
        }

        /** Handles a line as soon as the room takes it from this client. */
        private void handle(Line line) {
            lock.lock();
            try {
                while (!session.mayRead()) {
                    mayReadAgain.awaitUninterruptibly();
                }
                session.handle(line);
            } finally {
                lock.unlock();
            }
        }

        private void write() {
            try {
                OutputStream out = socket.getOutputStream();
                int sent = 0;
                for (ByteBuffer next; (next = nextUnsent(sent)) != null;) {
                    watch.begin();
                    out.write(next.array(), next.arrayOffset(), next.limit());
                    watch.end();
                    sent = next.limit();
                }
                inRoom(this::linger);
            } catch (IOException broken) {
                inRoom(this::broken);
            }
        }

        /**
         * Notes how much was sent, and waits for something to send; null when there
         * will be nothing more.
         */
        private ByteBuffer nextUnsent(int sent) {
            inRoom(() -> noteSent(sent));
            while (true) {
                lock.lock();
                try {
                    if (!unsent.isEmpty() || state != State.OPEN) {
                        return unsent.first(MOST_PER_WRITE);
                    }
                } finally {
                    lock.unlock();
                }
                // Not on a condition: all writers would then queue for its lock.
                LockSupport.park(this);
            }
        }

        private void noteSent(int sent) {
            if (!unsent.isEmpty()) {
                unsent.sent(sent);
                session.sent();
            }
        }

        @Override
        public void tell(ByteBuffer told) {
            if (state == State.OPEN) {
                if (unsent.isEmpty()) {
                    toWake.add(writer);
                    tellSoon();
                }
                unsent.add(room.keep(told));
            }
        }

        @Override
        public long unsent() {
            return unsent.size();
        }

        @Override
        public void readAgain() {
            mayReadAgain.signal();
        }

        private void joinTimedOut() {
            if (session.isJoining()) {
                session.refuse(Reply.JOIN_TIMEOUT);
            }
        }

        /** The client has sent all it wants to; it still gets what is unsent. */
        private void finished() {
            finished = true;
            if (state == State.LINGERING) {
                close();
            } else {
                end();
            }
        }

        @Override
        public void end() {
            if (state == State.OPEN) {
                session.leave();
            }
            // Who leaves is told the rest first, which may have ended the
            // connection.
            if (state == State.OPEN) {
                state = State.FLUSHING;
                LockSupport.unpark(writer);
            }
        }

        @Override
        public void drop() {
            session.leave();
            unsent.clear();
            linger();
        }

        /**
         * Says that this was all, and leaves the client a while to say the same.
         */
        private void linger() {
            if (state != State.OPEN && state != State.FLUSHING) {
                return;
            }
            state = State.LINGERING;
            serving--;
            LockSupport.unpark(writer);
            try {
                socket.shutdownOutput();
                var _ = later(Limits.LINGER, this::close);
            } catch (IOException broken) {
                finished = true;
            }
            if (finished) {
                close();
            }
        }

        /**
         * A write has failed: drop() has given up on it, or the client has reset;
         * but lines may have come before the reset (C4).
         */
        private void broken() {
            unsent.clear();
            session.deafen();
        }

        private void close() {
            if (state == State.CLOSED) {
                return;
            }
            if (state != State.LINGERING) {
                serving--;
            }
            state = State.CLOSED;
            unsent.clear();
            joinTimeout.cancel(false);
            watch.close();
            Quietly.close(socket);
            session.leave();
            LockSupport.unpark(writer);
            log.closed(client);
            if (reader.getState() == Thread.State.NEW) {
                connections.remove(this);
            }
            if (Thread.currentThread() != acceptor) {
                LockSupport.unpark(acceptor);
            }
        }
    }
}
