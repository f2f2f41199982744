package sevenservers.exercises.asyncore;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import sevenservers.asyncore.Acceptor;
import sevenservers.asyncore.Loop;
import sevenservers.contract.ServerLog;

/**
 * A time server: it tells each client the time and ends the connection. So far it
 * listens, and knows what to say.
 *
 * <p>To be built: what becomes of a client. The rules:
 *
 * <ul>
 * <li>The server speaks first. A client gets the line without having said anything,
 *     and what it says all the same is not read.
 * <li>A client is told the time at which it was accepted.
 * <li>The connection ends when the whole line has left, be it at once or later
 *     because the socket has no room.
 * <li>The client sees the end of the stream, and no reset, whatever it has said.
 * <li>A client that is gone by then harms nobody.
 * </ul>
 *
 * <p>{@code TinyEcho} in module 03 has a dispatcher for each client, and
 * {@code DispatcherWithSend} sends and ends.
 */
public final class TimeServer extends Acceptor {

    private final Clock clock;

    /**
     * A server on this loop.
     *
     * @throws IOException if it cannot listen at the address
     */
    public TimeServer(Loop loop, InetSocketAddress address, Clock clock)
            throws IOException {
        super(loop, address, new ServerLog("exercises.time"));
        this.clock = clock;
    }

    @Override
    protected void handleAccepted(SocketChannel client) throws IOException {
        // TODO: Make a dispatcher for the client, of a class of your own in this
        // file, on this loop, and let it tell the line.
        throw new UnsupportedOperationException(
                "TODO: tell the client " + line().strip());
    }

    /** What to tell: {@code 2012-09-18T14:29:23Z}, which is UTC, and CRLF. */
    private String line() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS) + "\r\n";
    }
}
