package sevenservers.reactor;

import java.net.InetSocketAddress;

/**
 * Makes a {@link Protocol} for every connection, and is the place for what they
 * share.
 */
@FunctionalInterface
public interface Factory {

    /**
     * A new protocol for a connection with the other side's address, or null: then
     * the connection is closed at once.
     */
    Protocol buildProtocol(InetSocketAddress peer);
}
