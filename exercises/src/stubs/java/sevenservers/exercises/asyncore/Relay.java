package sevenservers.exercises.asyncore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import sevenservers.asyncore.DispatcherWithSend;
import sevenservers.asyncore.Loop;

/**
 * Joins two connections: what comes from one side goes to the other. That is what a
 * proxy does, once it has accepted a client and reached the server. So far there
 * are two dispatchers that know each other.
 *
 * <p>To be built: what each does when an event happens to it. The rules:
 *
 * <ul>
 * <li>Bytes pass both ways, unchanged and in order.
 * <li>A side is not read while the other one has anything unsent. Whoever sends
 *     faster than the other side reads is so slowed down, and fills no memory; the
 *     other direction goes on.
 * <li>When a side sends no more (FIN), the other one is told so after all bytes
 *     that came before, and may still answer. When both have ended, both are
 *     closed.
 * <li>When a side breaks (a reset, or it takes nothing any more), the other one is
 *     broken too, by a reset: an end would make half of a message look whole. A
 *     channel whose {@code SO_LINGER} is 0 sends a reset when it is closed.
 * </ul>
 *
 * <p>{@code EchoServer} in module 03 has a connection that gives back to itself
 * what it reads. {@code Dispatcher} tells what {@code recv}, {@code handleClose},
 * {@code changed} and {@code mayReach} promise.
 */
public final class Relay {

    private final ByteBuffer buffer =
            ByteBuffer.allocateDirect(DispatcherWithSend.PIECE);

    private Relay() {
    }

    /**
     * Joins two connections that stand, and closes them in the end.
     *
     * @throws IOException if one of them is closed already
     */
    public static void join(Loop loop, SocketChannel left, SocketChannel right)
            throws IOException {
        var relay = new Relay();
        Side first = relay.new Side(loop, left);
        Side second = relay.new Side(loop, right);
        first.other = second;
        second.other = first;
    }

    private final class Side extends DispatcherWithSend {

        /** For what a dispatcher has no method: its options, and shutdownOutput. */
        final SocketChannel channel;
        private Side other;

        Side(Loop loop, SocketChannel channel) throws IOException {
            super(loop, channel);
            this.channel = channel;
        }

        // TODO: When is a side readable? And what does it do in handleWrite, in
        // handleClose, and when it is closed?

        @Override
        protected void handleRead() {
            throw new UnsupportedOperationException("TODO: read into the"
                    + " buffer of " + buffer.capacity() + " bytes, and give it to "
                    + other.channel);
        }
    }
}
