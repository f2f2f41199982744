package sevenservers.exercises.select;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.WritableByteChannel;

/**
 * The way out of a connection that must never wait: what the channel does not take
 * at once is kept, and sent when the selector says that it takes more.
 *
 * <p>To be built: {@link #send}, {@link #ready} and {@link #unsent}. Their rules:
 *
 * <ul>
 * <li>Every byte leaves once, in the order of the calls of {@code send}.
 * <li>While nothing is unsent, {@code send} writes at once. A channel that has not
 * taken all it was offered is left alone until {@code ready}.
 * <li>The caller uses its buffer again after {@code send}: what is kept must be a
 * copy.
 * <li>The key's interest has OP_WRITE while something is unsent, and only then. Its
 * other bits belong to others.
 * <li>{@code interestOps(int)} is called only when it changes something: it costs a
 * system call.
 * <li>There is no limit in here; the caller looks at {@code unsent}.
 * </ul>
 *
 * <p>{@link sevenservers.select.EchoServer} keeps one buffer and reads nothing
 * while it does; {@link sevenservers.select.ChatServer} has to keep many, as
 * this class. Its {@link sevenservers.contract.OutboundQueue} stays where it is:
 * do without.
 */
@SuppressWarnings("unused") // until the methods are written
public final class PartialWrites {

    private final SelectionKey key;
    private final WritableByteChannel channel;

    /** Nothing is unsent yet, and the key is not watched for writing. */
    public PartialWrites(SelectionKey key, WritableByteChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    /** How many bytes have been sent by the server and not taken by the channel. */
    public long unsent() {
        // TODO: count what is kept.
        throw new UnsupportedOperationException("TODO: count what is unsent");
    }

    /**
     * Sends the remaining bytes of a buffer, in the order of the calls. The buffer
     * can be used again at once.
     *
     * @throws IOException if the connection is broken
     */
    public void send(ByteBuffer bytes) throws IOException {
        // TODO: write what the channel takes, keep the rest, watch the key.
        throw new UnsupportedOperationException("TODO: send, and keep the rest");
    }

    /**
     * Sends what is unsent, as far as the channel takes it: to be called when the
     * key is ready for writing.
     *
     * @throws IOException if the connection is broken
     */
    public void ready() throws IOException {
        // TODO: write what is kept, and see when there is nothing more.
        throw new UnsupportedOperationException("TODO: send what is unsent");
    }
}
