package sevenservers.asyncore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import sevenservers.contract.Deadlines;
import sevenservers.contract.OutboundQueue;

/**
 * A dispatcher that takes whatever it is given to send, and sends it in pieces as
 * the socket takes them.
 *
 * <p>Retells {@code asyncore.dispatcher_with_send}, whose queue is one string, cut
 * anew for every piece. Nothing here bounds the queue: to stop reading while there
 * is much {@link #unsent()}, or to give up a connection, is the subclass's part.
 */
public abstract class DispatcherWithSend extends Dispatcher {

    /**
     * The most bytes that are sent in one event. The document's 512 would cost
     * much, and so may larger numbers: the module's README shows what.
     */
    public static final int PIECE = 32 * 1024;

    private final OutboundQueue unsent = new OutboundQueue();
    private final Deadlines.Deadline stalled = deadline(this::stalled);
    private Duration sendTimeout;
    private int piece = PIECE;
    private boolean lastChance;
    private boolean asking;

    /** A dispatcher that is yet to create its socket. */
    protected DispatcherWithSend(Loop loop) {
        super(loop);
    }

    /**
     * A dispatcher for a connection, registered with the loop.
     *
     * @throws IOException if the connection is broken already; it is closed then
     */
    protected DispatcherWithSend(Loop loop, SocketChannel channel)
            throws IOException {
        super(loop, channel);
    }

    /** Sets the most bytes that are sent in one event, at least 1. */
    public final void setPiece(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("a piece of " + bytes + " bytes");
        }
        piece = bytes;
    }

    /**
     * From now on {@link #handleStall} is called when there are unsent bytes and
     * the socket has taken none of them for so long.
     */
    public final void setSendTimeout(Duration timeout) {
        sendTimeout = timeout;
        if (!unsent.isEmpty()) {
            awaitProgress();
        }
    }

    /**
     * Sends all of it: a piece at once, the rest when the socket takes it. After
     * {@link #closeWhenSent()} it is too late for more, which is dropped.
     *
     * @return the number of bytes, which are all taken
     */
    @Override
    public int send(ByteBuffer data) {
        int count = data.remaining();
        if (!isOpen()) {
            return count;
        }
        if (unsent.isEmpty() && isConnected()) {
            sendPiece(data);
        }
        if (data.hasRemaining()) {
            if (unsent.isEmpty()) {
                awaitProgress();
            }
            unsent.add(keep(data));
            changed();
        }
        return count;
    }

    private void sendPiece(ByteBuffer data) {
        int limit = data.limit();
        data.limit(Math.min(limit, data.position() + piece));
        super.send(data);
        data.limit(limit);
    }

    /**
     * What the socket does not take at once, to be kept: a copy, because the sender
     * will use its buffer again. Who shares one buffer among many receivers knows
     * better.
     */
    protected ByteBuffer keep(ByteBuffer rest) {
        return ByteBuffer.allocate(rest.remaining()).put(rest).flip();
    }

    /**
     * Asked when all has been sent: the next bytes to send, or null if there are
     * none now. What is made on the fly takes no more memory than a piece.
     */
    protected ByteBuffer more() throws IOException {
        return null;
    }

    /**
     * Asks for more, if all has been sent and the connection is not broken; not
     * while it is asking already, for who is asked may send or close.
     */
    protected final void refill() throws IOException {
        if (asking || !unsent.isEmpty() || !mayReach()) {
            return;
        }
        ByteBuffer more;
        asking = true;
        try {
            more = more();
        } finally {
            asking = false;
        }
        if (more != null && more.hasRemaining() && mayReach()) {
            awaitProgress();
            unsent.add(more);
            changed();
        }
        endIfSent();
    }

    /** Sends what is unsent, then closes gently. */
    public final void closeWhenSent() {
        if (isOpen()) {
            flush();
        }
        endIfSent();
    }

    private void endIfSent() {
        if (isFlushing() && unsent.isEmpty() && !asking) {
            closeGently();
        }
    }

    /**
     * Sends what is unsent, then closes gently; what is unsent when the time comes
     * ({@link System#nanoTime()}) is lost.
     */
    public final void closeWhenSent(long latest) {
        closeWhenSent();
        if (isFlushing()) {
            lastChance = true;
            stalled.at(latest);
        }
    }

    /** Forgets what is unsent. */
    protected final void discardUnsent() {
        unsent.clear();
        stalled.clear();
        endIfSent();
        changed();
    }

    /** Forgets what is unsent, and closes gently. */
    public void drop() {
        discardUnsent();
        closeGently();
    }

    /** Closes at once; what is unsent is lost. */
    @Override
    public void close() {
        unsent.clear();
        stalled.clear();
        super.close();
    }

    /** The number of bytes that the socket has not taken yet. */
    public final long unsent() {
        return unsent.size();
    }

    @Override
    protected final boolean writable() {
        return !unsent.isEmpty();
    }

    @Override
    protected void handleWrite() throws IOException {
        long sent = send(unsent, piece);
        refill();
        if (unsent.isEmpty()) {
            stalled.clear();
            endIfSent();
        } else if (sent > 0) {
            awaitProgress();
        }
    }

    /** The other side sends no more; it still gets what is unsent. */
    @Override
    protected void handleClose() {
        if (isConnected()) {
            closeWhenSent();
        } else {
            close();
        }
    }

    /** The socket has taken nothing for too long. */
    protected void handleStall() {
        drop();
    }

    /** The deadline that is over is the time to send, or the last chance to. */
    private void stalled() {
        if (lastChance) {
            drop();
        } else if (!unsent.isEmpty() && mayReach()) {
            handleStall();
        }
    }

    private void awaitProgress() {
        if (sendTimeout != null && !lastChance) {
            stalled.in(sendTimeout);
        }
    }
}
