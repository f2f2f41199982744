// Caught by: letsAClientHearAllThatWasBehindForAWhile
// A client is dropped as soon as its socket is full once.
package sevenservers.exercises.asyncore;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import sevenservers.asyncore.Acceptor;
import sevenservers.asyncore.DispatcherWithSend;
import sevenservers.asyncore.Loop;
import sevenservers.contract.Limits;
import sevenservers.contract.ServerLog;

/**
 * A party line: whatever one client says, all the others hear, in the order in
 * which it was said. A client hears what is said after it has come, and leaves when
 * it ends its stream.
 *
 * <p>Who reads slowly delays nobody. Who is too far behind, by more than
 * {@link #MOST_UNSENT} bytes, is dropped: it hears no part of what is said later.
 */
public final class OneSlowReader extends Acceptor {

    /** The server holds little more than so many bytes for a client. */
    public static final int MOST_UNSENT = 1024 * 1024;

    private final ByteBuffer buffer =
            ByteBuffer.allocateDirect(DispatcherWithSend.PIECE);
    private final Set<Connection> clients = new LinkedHashSet<>();

    /**
     * A server on this loop.
     *
     * @throws IOException if it cannot listen at the address
     */
    public OneSlowReader(Loop loop, InetSocketAddress address) throws IOException {
        super(loop, address, new ServerLog("exercises.party"));
    }

    /** How many clients there are. */
    public int clients() {
        return clients.size();
    }

    @Override
    protected void handleAccepted(SocketChannel client) throws IOException {
        // What the system holds for a slow client, nobody counts.
        client.setOption(StandardSocketOptions.SO_SNDBUF, Limits.SEND_BUFFER);
        clients.add(new Connection(loop(), client));
    }

    private final class Connection extends DispatcherWithSend {

        Connection(Loop loop, SocketChannel client) throws IOException {
            super(loop, client);
        }

        @Override
        protected void handleRead() {
            buffer.clear();
            if (recv(buffer) > 0) {
                buffer.flip();
                // To drop a client changes the set.
                for (Connection client : List.copyOf(clients)) {
                    if (client != this) {
                        client.tell(buffer.duplicate());
                    }
                }
            }
        }

        private void tell(ByteBuffer words) {
            if (unsent() > 0) {
                drop();
            } else {
                send(words);
            }
        }

        @Override
        protected void handleEnd() {
            clients.remove(this);
        }
    }
}
