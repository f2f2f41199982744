package sevenservers.reactor;

import java.nio.ByteBuffer;

/**
 * One side of one conversation: what it does when something happens to its
 * connection. The reactor calls it, and it calls its {@link Transport}. No method
 * may wait for anything; what a method throws is logged and ends this connection.
 *
 * <p>Retells Twisted's {@code Protocol}:
 *
 * <pre>
 *  connectionMade --> dataReceived* --> [readConnectionLost] --> connectionLost
 * </pre>
 */
public abstract class Protocol {

    private Transport transport;

    /** Ties the protocol to its transport, and tells it so. */
    final void makeConnection(Transport made) {
        transport = made;
        connectionMade();
    }

    /** The way to the other side; null before {@link #connectionMade()}. */
    public final Transport transport() {
        return transport;
    }

    /** The connection stands. */
    protected void connectionMade() {
    }

    /**
     * Bytes have come: what the network had, cut where it likes. The buffer is lent
     * for the call; {@link Transport#write} copies what it cannot send at once.
     */
    protected abstract void dataReceived(ByteBuffer data);

    /**
     * Some of the bytes that were waiting to be sent have been, or are given up
     * because the connection is broken.
     */
    protected void dataSent() {
    }

    /**
     * The other side sends no more, though it may still read: a half-close. Unless
     * this is overridden, the connection ends when what is unsent has been sent.
     * (In Twisted it ends at once, unless the protocol is of a special kind.)
     */
    protected void readConnectionLost() {
        transport.loseConnection();
    }

    /**
     * Nothing can be sent any more, because the connection is broken, but more may
     * come from before it broke.
     */
    protected void writeConnectionLost() {
    }

    /**
     * The connection has ended; the last call, and never made from within a call to
     * the transport.
     */
    protected void connectionLost(Reason reason) {
    }
}
