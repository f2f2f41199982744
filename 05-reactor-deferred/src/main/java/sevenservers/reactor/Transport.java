package sevenservers.reactor;

import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A connection as its {@link Protocol} sees it: where to write, and how to end.
 * Nothing here waits, and nothing calls the protocol back before the call returns.
 *
 * <p>As a {@link Producer} it is what comes from the other side: to pause it is to
 * stop reading. So a protocol that answers everything it is sent holds back who
 * does not take the answers, if it registers the transport as its own producer; it
 * then leaves it to the transport to pause.
 */
public interface Transport extends Producer {

    /**
     * Sends the remaining bytes of a buffer, which is only lent: what the socket
     * does not take is copied and sent later. Once the connection is ending it is
     * too late, and they are dropped.
     */
    default void write(ByteBuffer data) {
        write(data, Transport::copy);
    }

    /**
     * Sends the remaining bytes of a buffer. Who sends the same to many may know a
     * cheaper way than a copy for each.
     *
     * @param keep makes of the rest, which it takes out, what may be kept
     */
    void write(ByteBuffer data, UnaryOperator<ByteBuffer> keep);

    /** Sends several buffers, one after the other, as {@link #write} does. */
    void writeSequence(List<ByteBuffer> data);

    /** The number of bytes that are waiting to be sent. */
    long unsent();

    /** Forgets what is waiting to be sent. */
    void discardUnsent();

    /**
     * Ends the connection when what is unsent has been sent; nothing more is
     * received. Its end is the other side's end of stream, never a reset.
     */
    void loseConnection();

    /**
     * Ends what is sent, and goes on receiving: a half-close. Once both sides have
     * done so, the connection ends.
     */
    void loseWriteConnection();

    /** Ends the connection by a reset; what is unsent is lost. */
    void abortConnection();

    /** Whether nobody here has asked to end it yet. */
    boolean isOpen();

    /** This side's address. */
    InetSocketAddress getHost();

    /** The other side's address. */
    InetSocketAddress getPeer();

    /**
     * From now on the connection is ended if bytes are unsent and the other side
     * has taken none of them for so long.
     */
    void setWriteTimeout(Duration limit);

    /** Sets an option of the socket; nothing happens if it is broken already. */
    <T> void setOption(SocketOption<T> option, T value);

    /**
     * The producer is paused while anything is unsent, and stopped when the
     * connection ends, or at once if it has ended.
     *
     * @throws IllegalStateException if there is one already
     */
    void registerProducer(Producer producer);

    /** Takes leave of the producer, which has no more to send. */
    void unregisterProducer();

    /** A copy of the remaining bytes, which it takes out. */
    static ByteBuffer copy(ByteBuffer data) {
        return ByteBuffer.allocate(data.remaining()).put(data).flip();
    }
}
