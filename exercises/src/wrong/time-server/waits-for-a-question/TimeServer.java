// Caught by: tellsTheTimeToWhoSaysNothing
// The line is sent when there is input, and a client that listens sends none.
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
        new Connection(loop(), client, line());
    }

    private String line() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS) + "\r\n";
    }

    private static final class Connection extends DispatcherWithSend {

        private final String line;

        Connection(Loop loop, SocketChannel client, String line)
                throws IOException {
            super(loop, client);
            this.line = line;
        }

        @Override
        protected void handleRead() {
            send(US_ASCII.encode(line));
            closeWhenSent();
        }
    }
}
