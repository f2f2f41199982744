// Caught by: stopsReadingWhileTheOtherSideTakesNothing
// Everything is read at once, and what the other side does not take is kept in
// memory.
package sevenservers.exercises.asyncore;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import sevenservers.asyncore.DispatcherWithSend;
import sevenservers.asyncore.Loop;

/**
 * Joins two connections: what comes from one side goes to the other, unchanged. A
 * side is read only when the other one has sent all that it was given, so that the
 * relay holds at most one buffer for each direction.
 *
 * <p>The two directions end on their own. When a side sends no more, the other one
 * is told the end, after all that came before it, and may still answer. When both
 * have ended, so does the relay. When a side breaks, the other one is broken too: a
 * break that arrived as an end would make half of a message look whole.
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

        private final SocketChannel channel;
        private Side other;
        private boolean ended;

        Side(Loop loop, SocketChannel channel) throws IOException {
            super(loop, channel);
            this.channel = channel;
        }

        @Override
        protected void handleRead() {
            buffer.clear();
            if (recv(buffer) > 0) {
                other.send(buffer.flip());
                other.afterSending();
            }
        }

        @Override
        protected void handleWrite() throws IOException {
            super.handleWrite();
            afterSending();
        }

        private void afterSending() {
            if (mayReach()) {
                other.changed();
            } else {
                breakOff();
            }
        }

        /**
         * The end is found by reading, and reading waits until the other side has
         * sent all: nothing that came before it can be overtaken.
         */
        @Override
        protected void handleClose() {
            if (!isConnected()) {
                breakOff();
            } else if (other.ended) {
                close();
            } else {
                ended = true;
                other.end();
            }
        }

        private void end() {
            try {
                channel.shutdownOutput();
            } catch (IOException broken) {
                // Reading or sending will find that out.
            }
        }

        /** Ends both sides, and the other one in a way that is no good end. */
        private void breakOff() {
            try {
                other.channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException broken) {
                // There is no connection left to be reset.
            }
            close();
        }

        @Override
        public void close() {
            if (!isClosed()) {
                super.close();
                other.close();
            }
        }
    }
}
