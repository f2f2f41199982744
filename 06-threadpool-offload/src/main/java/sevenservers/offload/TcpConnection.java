package sevenservers.offload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.UnaryOperator;
import sevenservers.contract.Deadlines;
import sevenservers.contract.Limits;
import sevenservers.contract.OutboundQueue;
import sevenservers.contract.ServerLog;
import sevenservers.contract.ServerOptions;

/**
 * One client: receives what it says, sends it what the socket takes, keeps the
 * rest, and ends as promise B6 says. What is said is for a subclass to know.
 *
 * <p>Retells the {@code TCPClient} of the document, which keeps any amount of what
 * is unsent.
 *
 * <pre>
 *  OPEN --end()--> FLUSHING --all sent--> LINGERING --> CLOSED
 *   |  `--drop(), write timeout-------------^  FIN or 1 s ^
 *   `-------------------------reset-----------------------'
 * </pre>
 *
 * <p>After a FIN there is nothing to wait for, and LINGERING takes no time.
 */
abstract class TcpConnection extends EventHandler {

    static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private enum State {
        OPEN, FLUSHING, LINGERING, CLOSED
    }

    private final SocketChannel channel;
    private final InetSocketAddress client;
    private final ByteBuffer buffer;
    private final Duration writeTimeout;
    private final ServerLog log;
    private final OutboundQueue unsent = new OutboundQueue();
    private final Deadlines.Deadline deadline;
    private State state = State.OPEN;
    private boolean finished;
    private boolean held;
    private boolean broken;
    private boolean ending;

    /**
     * A connection that is open.
     *
     * @param buffer what is received is lent in it; connections may share it
     * @throws IOException if the client has gone already
     */
    TcpConnection(EventLoop loop, SocketChannel channel, ByteBuffer buffer,
            ServerOptions options, ServerLog log) throws IOException {
        this.channel = channel;
        this.buffer = buffer;
        this.log = log;
        writeTimeout = options.writeTimeout();
        client = (InetSocketAddress) channel.getRemoteAddress();
        deadline = loop.deadline(this, this::expired);
        loop.add(this);
        log.opened(client);
    }

    /** How many bytes may be received now; 0 to receive nothing. */
    abstract int spaceLeft();

    /**
     * Asked right before something is received. Who says no has
     * {@link #readAgain()} called when it is time to ask again.
     */
    boolean mayRead() {
        return true;
    }

    /** Bytes have come; the buffer is lent for the call. */
    abstract void received(ByteBuffer data);

    /** Some of what was unsent has been sent. */
    void sent() {
    }

    /** Nothing can be sent any more, though the client may have said something. */
    void deafened() {
    }

    /** The client has sent all it wants to; it still gets what is unsent. */
    void finished() {
        end();
    }

    /** The client is no longer served, though its connection may yet linger. */
    void left() {
    }

    /** The connection is closed. */
    void closed() {
    }

    final InetSocketAddress client() {
        return client;
    }

    final boolean isOpen() {
        return state == State.OPEN;
    }

    final boolean hasFinished() {
        return finished;
    }

    /** The number of bytes that are to be sent. */
    public final long unsent() {
        return unsent.size();
    }

    @Override
    protected final SelectableChannel channel() {
        return channel;
    }

    @Override
    protected final boolean wantsToReceive() {
        return mayReceive() > 0;
    }

    private int mayReceive() {
        return finished || held ? 0
                : state == State.LINGERING ? buffer.capacity() : spaceLeft();
    }

    @Override
    protected final void handleReceive() {
        int most = mayReceive();
        if (most == 0) {
            return;
        }
        if (state == State.OPEN && !mayRead()) {
            held = true;
            return;
        }
        int count;
        try {
            count = channel.read(buffer.clear().limit(most));
        } catch (IOException reset) {
            close();
            return;
        }
        if (count < 0) {
            finished = true;
            if (state == State.LINGERING) {
                close();
            } else if (state == State.OPEN) {
                finished();
            }
        } else if (state == State.OPEN) {
            received(buffer.flip());
        }
    }

    public final void readAgain() {
        held = false;
        touch();
    }

    /**
     * Sends what is lent, at once what the socket takes and the rest later.
     *
     * @param keep makes of the rest a buffer that may be kept
     */
    final void send(ByteBuffer data, UnaryOperator<ByteBuffer> keep) {
        if (broken || state != State.OPEN && state != State.FLUSHING) {
            return;
        }
        try {
            if (unsent.isEmpty()) {
                channel.write(data);
                if (!data.hasRemaining()) {
                    return;
                }
                await(writeTimeout);
            }
            unsent.add(keep.apply(data));
            touch();
        } catch (IOException reset) {
            broken();
        }
    }

    @Override
    protected final boolean wantsToSend() {
        return !unsent.isEmpty();
    }

    @Override
    protected final void handleSend() {
        try {
            if (unsent.writeTo(channel) == 0) {
                return;
            }
        } catch (IOException reset) {
            broken();
        }
        sent();
        if (!unsent.isEmpty()) {
            await(writeTimeout);
        } else if (state == State.FLUSHING) {
            linger();
        } else if (!ending) {
            deadline.clear();
        }
    }

    /**
     * Nothing can be sent any more, but more may have come before the reset (C4).
     */
    private void broken() {
        broken = true;
        unsent.clear();
        touch();
        deafened();
    }

    private void await(Duration time) {
        if (!ending) {
            deadline.in(time);
        }
    }

    private void expired() {
        if (state == State.LINGERING) {
            close();
        } else {
            drop();
        }
    }

    /** Ends when what is unsent has been sent. */
    public void end() {
        if (state == State.OPEN) {
            state = State.FLUSHING;
            held = false;
            touch();
            if (unsent.isEmpty()) {
                linger();
            }
        }
    }

    /** Ends by then at the latest, without what is unsent at that time. */
    final void endBy(long nanoTime) {
        if (state == State.OPEN || state == State.FLUSHING) {
            ending = true;
            deadline.at(nanoTime);
        }
    }

    /** Ends without what is unsent. */
    public void drop() {
        unsent.clear();
        if (state == State.OPEN || state == State.FLUSHING) {
            linger();
        }
    }

    /**
     * Drops input for a while: to close while some is unread would be a reset.
     */
    private void linger() {
        state = State.LINGERING;
        held = false;
        left();
        try {
            channel.shutdownOutput();
            deadline.in(Limits.LINGER);
            touch();
        } catch (IOException reset) {
            finished = true;
        }
        if (finished) {
            close();
        }
    }

    private void close() {
        if (state == State.CLOSED) {
            return;
        }
        boolean served = state != State.LINGERING;
        state = State.CLOSED;
        unsent.clear();
        deadline.clear();
        loop().remove(this);
        if (served) {
            left();
        }
        closed();
        log.closed(client);
    }

    /** An error of the server's own. */
    @Override
    protected final void handleFailure(Throwable failure) {
        log.handlerFailed(client, failure);
        end();
    }

    /** Bytes to be kept, after those that are kept already. */
    static ByteBuffer joined(ByteBuffer kept, ByteBuffer more) {
        return ByteBuffer.allocate(kept.remaining() + more.remaining()).put(kept)
                .put(more).flip();
    }
}
