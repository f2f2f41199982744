package sevenservers.contract;

import java.net.InetSocketAddress;

/** A server that listens, until it is closed. */
public interface RunningServer extends AutoCloseable {

    /** The address it listens on, with the real port where port 0 was asked for. */
    InetSocketAddress address();

    /**
     * Ends the server as promise B7 says: stops accepting at once, gives what is
     * queued up to {@link ServerOptions#grace()} to leave, ends every connection
     * and every thread of the server, and returns when that is done. Further calls,
     * from any thread, wait for the same end; a thread of the server itself does
     * not wait.
     */
    @Override
    void close();
}
