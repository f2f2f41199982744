package sevenservers.linechat;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.List;
import sevenservers.asyncore.DispatcherWithSend;
import sevenservers.asyncore.Loop;

/**
 * A dispatcher for conversations: commands and answers that end in a terminator. It
 * hands over what comes in between two terminators ({@link #collectIncomingData})
 * and tells when the second has come ({@link #foundTerminator}). What goes out is
 * bytes that are there already ({@link #push}) or producers that make them
 * ({@link #pushWithProducer}), filed in one queue that is emptied piece by piece,
 * so that no connection has the loop for itself.
 *
 * <p>An impatient client that sends many commands at once has them handled in
 * order, one terminator after the other.
 *
 * <p>Retells {@code asynchat.async_chat}. That one takes any amount of input that
 * has no terminator; this one a limit.
 */
public abstract class AsyncChat extends DispatcherWithSend {

    /** The most bytes that may come without a terminator, unless told otherwise. */
    public static final int INCOMING_LIMIT = 64 * 1024;

    private final ByteBuffer input;
    private final TerminatorSearch search = new TerminatorSearch(this::collect);
    private final ArrayDeque<Producer> producers = new ArrayDeque<>();
    private long incomingLimit = INCOMING_LIMIT;
    private long incoming;

    /**
     * A conversation that is yet to create its socket.
     *
     * @param input what it reads into; dispatchers of one loop may share it
     */
    protected AsyncChat(Loop loop, ByteBuffer input) {
        super(loop);
        this.input = input;
    }

    /**
     * A conversation on a connection, registered with the loop.
     *
     * @param input what it reads into; dispatchers of one loop may share it
     * @throws IOException if the connection is broken already; it is closed then
     */
    protected AsyncChat(Loop loop, SocketChannel channel, ByteBuffer input)
            throws IOException {
        super(loop, channel);
        this.input = input;
    }

    /** Bytes have come that are no terminator; the buffer is lent for the call. */
    protected abstract void collectIncomingData(ByteBuffer data);

    /** The terminator has come, and all that was before it is collected. */
    protected void foundTerminator() throws IOException {
        throw new UnsupportedOperationException("nobody handles the terminator");
    }

    /**
     * What ends the input from the next byte on; {@link Terminator#NONE} at first.
     */
    public final void setTerminator(Terminator terminator) {
        search.set(terminator);
    }

    /**
     * What ends the input from the next byte on, when the terminator that was just
     * found may be its beginning: after CRLF, {@code CRLF.CRLF} needs no more than
     * a dot and CRLF. If it does not go on so, those first bytes are collected.
     *
     * @param begun how many bytes of it have come; not all of them
     */
    public final void setTerminator(Terminator.Sequence terminator, int begun) {
        search.set(terminator, begun);
    }

    /**
     * Sets how many bytes may come without the sequence that is the terminator. One
     * more is an error ({@link #handleError}), before it is collected.
     */
    public final void setIncomingLimit(long bytes) {
        incomingLimit = bytes;
    }

    /**
     * Sends bytes after all that was pushed before. The buffer may be used again;
     * who shares one among many receivers overrides {@link #keep}.
     */
    public final void push(ByteBuffer data) {
        send(data);
    }

    @Override
    public final int send(ByteBuffer data) {
        if (producers.isEmpty() || !isOpen()) {
            return super.send(data);
        }
        int count = data.remaining();
        producers.add(Producer.of(keep(data), PIECE));
        return count;
    }

    /**
     * Sends what a producer makes, after all that was pushed before. When it is too
     * late for that, the producer is closed.
     *
     * @throws IOException if the producer's first bytes cannot be had
     */
    public final void pushWithProducer(Producer producer) throws IOException {
        if (isOpen()) {
            producers.add(producer);
            refill();
        } else {
            producer.close();
        }
    }

    /** Closes when all that was pushed has been sent. */
    public final void closeWhenDone() {
        closeWhenSent();
    }

    /** In emergencies: forgets all input and output that is held. */
    public final void discardBuffers() {
        search.discard();
        discardUnsent();
        discardProducers();
    }

    @Override
    protected void handleRead() throws IOException {
        input.clear();
        if (recv(input) <= 0) {
            return;
        }
        search.take(input.flip());
        while (isOpen() && search.hasMore()) {
            boolean found = search.find();
            if (incoming > incomingLimit) {
                throw new ProtocolException("no terminator within " + incomingLimit
                        + " bytes of input");
            }
            if (found && isOpen()) {
                incoming = 0;
                foundTerminator();
            }
        }
    }

    private void collect(ByteBuffer data) {
        if (!isOpen()) {
            return;
        }
        if (search.terminator() instanceof Terminator.Sequence) {
            incoming += data.remaining();
        }
        if (incoming <= incomingLimit) {
            collectIncomingData(data);
        }
    }

    @Override
    protected final ByteBuffer more() throws IOException {
        for (Producer first; (first = producers.peek()) != null;) {
            ByteBuffer piece = first.more();
            if (producers.peek() != first) {
                continue; // It was discarded while it was asked.
            }
            if (piece.hasRemaining()) {
                return piece;
            }
            producers.remove().close();
        }
        return null;
    }

    @Override
    public void drop() {
        super.drop();
        discardProducers();
    }

    @Override
    public void close() {
        super.close();
        discardProducers();
    }

    /** What a producer pushes when it is closed comes after all that is gone. */
    private void discardProducers() {
        List<Producer> unwanted = List.copyOf(producers);
        producers.clear();
        for (Producer producer : unwanted) {
            try {
                producer.close();
            } catch (IOException | RuntimeException failed) {
                // Nobody wants its bytes any more, and the others are to be closed.
            }
        }
    }
}
