// Caught by: tellsEachClientTheTimeAtWhichItCame
// The clock is asked once, when the server starts.
package sevenservers.exercises.asyncore;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import sevenservers.asyncore.Acceptor;
import sevenservers.asyncore.DispatcherWithSend;
import sevenservers.asyncore.Loop;
import sevenservers.contract.ServerLog;

/**
 * Tells each client the time and ends the connection. The server speaks first: what
 * a client says, if anything, is not read.
 *
 * <p>It is one line, UTC to the second: {@code 2012-09-18T14:29:23Z} and CRLF.
 */
public final class TimeServer extends Acceptor {

    private final String line;

    /**
     * A server on this loop.
     *
     * @throws IOException if it cannot listen at the address
     */
    public TimeServer(Loop loop, InetSocketAddress address, Clock clock)
            throws IOException {
        super(loop, address, new ServerLog("exercises.time"));
        line = clock.instant().truncatedTo(ChronoUnit.SECONDS) + "\r\n";
    }

    @Override
    protected void handleAccepted(SocketChannel client) throws IOException {
        new Connection(loop(), client).tell(line);
    }

    private static final class Connection extends DispatcherWithSend {

        Connection(Loop loop, SocketChannel client) throws IOException {
            super(loop, client);
        }

        void tell(String line) {
            send(US_ASCII.encode(line));
            closeWhenSent();
        }

        /** While the line is on its way, nobody is listened to. */
        @Override
        protected boolean readable() {
            return false;
        }
    }
}
