package sevenservers.exercises.virtual;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import sevenservers.contract.HostPort;

/**
 * Connects to whichever of several addresses of a server answers first, as RFC 8305
 * recommends. To be built: {@link #connect(List)}.
 *
 * <ul>
 * <li>Each attempt is a virtual thread that calls the {@link Connector} for one
 * address. The attempts begin in the order of the addresses.
 * <li>The next attempt begins when the head start is over, beside those that run,
 * or at once when an attempt has failed.
 * <li>The first connection that comes is returned, whichever address it has.
 * <li>When {@code connect} returns or throws, no thread of it is left: the others
 * are interrupted and waited for. Every other connection is closed, also one that
 * comes although its thread was interrupted.
 * <li>If all attempts have failed, one exception tells of all of them.
 * </ul>
 *
 * <p>Module 05 waits for connections without threads, in {@link
 * sevenservers.reactor.Connector}. Here an attempt is a call that waits, as in
 * {@link sevenservers.virtual.EchoServer}.
 */
public final class HappyEyeballs {

    /** Connects to one address, and waits as long as it takes. */
    @FunctionalInterface
    public interface Connector {

        /**
         * Connects, or fails.
         *
         * @return a socket that is connected
         * @throws Exception if there is no connection; the message says why
         */
        Socket connect(InetSocketAddress address) throws Exception;
    }

    private final Connector connector;
    private final Duration headStart;

    /**
     * @param connector how to connect to one address; it stops soon after its
     *     thread is interrupted
     * @param headStart so long an attempt runs before the next begins beside it
     */
    public HappyEyeballs(Connector connector, Duration headStart) {
        this.connector = connector;
        this.headStart = headStart;
    }

    /**
     * Connects to the address that answers first.
     *
     * @param addresses at least one, the best first
     * @return the only connection that is left open
     * @throws IOException if no address can be reached; the message names each one
     *     and why, and the failures are suppressed in it
     * @throws InterruptedException if interrupted; then no connection is left open
     */
    public Socket connect(List<InetSocketAddress> addresses)
            throws IOException, InterruptedException {
        // TODO: begin attempts, wait for the first to succeed, end the others.
        throw new UnsupportedOperationException(
                "TODO: connect to one of " + addresses + " with a head start of "
                        + headStart);
    }

    /** One attempt, whose failure names the address. */
    Socket attempt(InetSocketAddress address) throws IOException {
        try {
            return connector.connect(address);
        } catch (Exception failed) {
            throw new IOException(
                    HostPort.format(address) + ": " + failed.getMessage(), failed);
        }
    }
}
