package sevenservers.virtual.programs;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import sevenservers.contract.ChatSession;
import sevenservers.contract.Limits;
import sevenservers.contract.Line;
import sevenservers.contract.OutboundQueue;
import sevenservers.contract.Peer;
import sevenservers.contract.Quietly;
import sevenservers.contract.Reply;
import sevenservers.contract.Room;
import sevenservers.contract.ServerLog;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.StallWatch;
import sevenservers.virtual.GreenPool;

/**
 * The participants of a chat, and what is done for each connection. {@link
 * GreenChat} and {@link StreamChat} differ only in who calls {@link
 * #newChatChannel}.
 *
 * <p>In the documents a participant sends to all others itself, and one who does
 * not read stops everybody. Here each participant has a second green thread, which
 * sends what others have said.
 *
 * <p>Who holds the lock may touch the room, and the state of any channel. Nobody
 * reads, writes or works while holding it.
 */
final class ChatChannels {

    private static final int MOST_PER_WRITE = 32 * 1024;

    /** So many more than are served may be told at once that the chat is full. */
    private static final int TURNED_AWAY = 100;

    private final ServerOptions options;
    private final ServerLog log;
    private final Room room;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Channel> participants = new HashSet<>();
    private final ScheduledThreadPoolExecutor timer;
    private int serving;
    private boolean ended;

    /** No participants yet, of a chat that goes by this name in the log. */
    ChatChannels(String name, ServerOptions options) {
        this.options = options;
        log = new ServerLog(name);
        room = new Room(options);
        timer = new ScheduledThreadPoolExecutor(1,
                Thread.ofVirtual().name(name + "-timer").factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    /** A pool for all channels that there may be at once. */
    GreenPool pool() {
        return new GreenPool((int) Math.min(Integer.MAX_VALUE,
                (long) options.maxConnections() + TURNED_AWAY));
    }

    /** Talks with a client until it leaves, and closes its socket. */
    void newChatChannel(Socket client) {
        new Channel(client).talk();
    }

    /** Whether the caller is a channel's own thread, which is to wait for none. */
    boolean isMine() {
        lock.lock();
        try {
            return participants.stream().anyMatch(Channel::isMine);
        } finally {
            lock.unlock();
        }
    }

    /** Ends the chat: all get what is unsent, then the end. Does not wait. */
    void end() {
        inRoom(() -> {
            ended = true;
            room.close();
            participants.forEach(Channel::end);
        });
        timer.shutdownNow();
    }

    /** Ends those that are left, whatever they have unsent. Does not wait. */
    void drop() {
        inRoom(() -> List.copyOf(participants).forEach(Channel::drop));
    }

    /** Does what touches the room, then tells the members what came of it. */
    private void inRoom(Runnable action) {
        lock.lock();
        try {
            action.run();
            room.deliver();
        } finally {
            lock.unlock();
        }
    }

    /**
     * One client: the thread that calls {@link #talk} reads, another one writes.
     *
     * <pre>
     *  OPEN --FIN, reset, refusal, end()--> all sent --FIN--> CLOSED
     *   `----write timeout, backlog------------^     or 1 s
     * </pre>
     */
    private final class Channel implements Peer {

        private final Socket socket;
        private final InetSocketAddress client;
        private final ChatSession session;
        private final OutboundQueue unsent = new OutboundQueue();
        private final Thread reader = Thread.currentThread();
        private final Thread writer =
                Thread.ofVirtual().name("channel-writer").unstarted(this::write);
        private final Condition mayReadAgain = lock.newCondition();
        private final Condition mayWrite = lock.newCondition();
        private final CountDownLatch heardAll = new CountDownLatch(1);
        private final StallWatch watch = new StallWatch(timer,
                options.writeTimeout(), () -> inRoom(this::drop));
        private Future<?> joinTimeout;
        private boolean open = true;

        Channel(Socket socket) {
            this.socket = socket;
            client = (InetSocketAddress) socket.getRemoteSocketAddress();
            session = new ChatSession(room, this, client);
        }

        boolean isMine() {
            return Thread.currentThread() == reader
                    || Thread.currentThread() == writer;
        }

        void talk() {
            log.opened(client);
            inRoom(this::enter);
            writer.start();
            try {
                listen();
            } catch (IOException reset) {
                // It ends this channel alone.
            }
            inRoom(this::end);
            heardAll.countDown();
            Quietly.join(writer);
            inRoom(this::leave);
            log.closed(client);
        }

        private void enter() {
            participants.add(this);
            serving++;
            if (ended) {
                end();
                return;
            }
            joinTimeout = timer.schedule(() -> inRoom(this::joinTimedOut),
                    options.joinTimeout().toNanos(), TimeUnit.NANOSECONDS);
            if (serving > options.maxConnections()) {
                session.refuse(Reply.SERVER_FULL);
            }
        }

        private void joinTimedOut() {
            if (session.isJoining()) {
                session.refuse(Reply.JOIN_TIMEOUT);
            }
        }

        /**
         * What comes while the channel ends is read and dropped: to close while
         * some is unread would be a reset.
         */
        private void listen() throws IOException {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.setSendBufferSize(Limits.SEND_BUFFER);
            var lines = new Lines(socket.getInputStream(), room.chunk());
            for (Line line; (line = lines.next()) != null;) {
                try {
                    handle(line);
                } catch (RuntimeException | Error failure) {
                    log.handlerFailed(client, failure);
                    inRoom(this::end);
                }
            }
        }

        private void handle(Line line) {
            if (!isOpen()) {
                return;
            }
            options.work().perform();
            inRoom(() -> {
                while (!session.mayRead()) {
                    mayReadAgain.awaitUninterruptibly();
                }
                session.handle(line);
            });
        }

        private boolean isOpen() {
            lock.lock();
            try {
                return open;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void readAgain() {
            mayReadAgain.signal();
        }

        private void write() {
            for (ByteBuffer next; (next = nextUnsent()) != null;) {
                send(next);
            }
            inRoom(this::allSent);
            try {
                var _ = heardAll.await(Limits.LINGER.toNanos(),
                        TimeUnit.NANOSECONDS);
            } catch (InterruptedException atOnce) {
                Thread.currentThread().interrupt();
            }
            Quietly.close(socket);
        }

        /** Waits for something to send; null when there will be nothing more. */
        private ByteBuffer nextUnsent() {
            lock.lock();
            try {
                while (unsent.isEmpty() && open) {
                    mayWrite.awaitUninterruptibly();
                }
                return unsent.first(MOST_PER_WRITE);
            } finally {
                lock.unlock();
            }
        }

        private void send(ByteBuffer next) {
            boolean broken = false;
            watch.begin();
            try {
                socket.getOutputStream().write(next.array(), next.arrayOffset(),
                        next.limit());
            } catch (IOException reset) {
                broken = true;
            }
            watch.end();
            boolean deaf = broken;
            inRoom(() -> sent(next.limit(), deaf));
        }

        /** Lines may have come before the reset: they are still handled (C4). */
        private void sent(int count, boolean deaf) {
            if (deaf) {
                unsent.clear();
                session.deafen();
                return;
            }
            if (!unsent.isEmpty()) {
                unsent.sent(count);
            }
            session.sent();
        }

        @Override
        public void tell(ByteBuffer told) {
            if (open) {
                unsent.add(room.keep(told));
                mayWrite.signal();
            }
        }

        @Override
        public long unsent() {
            return unsent.size();
        }

        @Override
        public void end() {
            if (open) {
                session.leave();
            }
            open = false;
            mayWrite.signal();
        }

        /** The end of the output ends a write that waits, too. */
        @Override
        public void drop() {
            end();
            unsent.clear();
            tellTheEnd();
        }

        /** From here on the channel only waits for its client's end. */
        private void allSent() {
            serving--;
            watch.close();
            tellTheEnd();
        }

        private void tellTheEnd() {
            try {
                if (!socket.isOutputShutdown()) {
                    socket.shutdownOutput();
                }
            } catch (IOException broken) {
                // Then nobody is there to be told.
            }
        }

        private void leave() {
            if (joinTimeout != null) {
                joinTimeout.cancel(false);
            }
            participants.remove(this);
        }
    }
}
