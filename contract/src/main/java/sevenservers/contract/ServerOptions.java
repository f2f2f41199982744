package sevenservers.contract;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;

/**
 * What can be chosen about a server; the same for every style.
 *
 * @param host the name or address to listen on
 * @param port the port to listen on; 0 means any free one
 * @param maxConnections how many clients are served at once, joined or not
 * @param joinTimeout how long a chat client may take from accept to its join
 * @param writeTimeout how long a client with unsent bytes may take none of them
 * @param maxBacklog how many unsent bytes of lines a chat member may leave waiting
 * @param grace how long {@link RunningServer#close()} waits for unsent bytes to
 *     leave
 * @param work the simulated cost of handling one message or chunk
 */
public record ServerOptions(String host, int port, int maxConnections,
        Duration joinTimeout, Duration writeTimeout, int maxBacklog, Duration grace,
        Work work) {

    /** The smallest {@code maxBacklog}: it holds a dozen of the longest lines. */
    public static final int MIN_BACKLOG = 64 * 1024;

    /** @throws IllegalArgumentException if a value is out of its range */
    public ServerOptions {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(work, "work");
        require(port >= 0 && port <= 65_535, "port", "from 0 to 65535", port);
        require(maxConnections >= 1, "max-connections", "at least 1",
                maxConnections);
        requirePositive(joinTimeout, "join-timeout");
        requirePositive(writeTimeout, "write-timeout");
        require(maxBacklog >= MIN_BACKLOG, "max-backlog", "at least " + MIN_BACKLOG,
                maxBacklog);
        require(!grace.isNegative() && grace.compareTo(LONGEST) <= 0, "grace",
                "from 0 to one day", grace);
    }

    private static final Duration LONGEST = Duration.ofDays(1);

    /** Loopback, any free port, and the limits that PROTOCOL.md names. */
    public static ServerOptions defaults() {
        return new ServerOptions("127.0.0.1", 0, 10_000, Duration.ofSeconds(10),
                Duration.ofSeconds(60), 1024 * 1024, Duration.ofSeconds(5),
                Work.NONE);
    }

    /**
     * The address to listen on.
     *
     * @throws UnknownHostException if the host's name cannot be resolved
     */
    public InetSocketAddress endpoint() throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(host), port);
    }

    public ServerOptions withHost(String host) {
        return new ServerOptions(host, port, maxConnections, joinTimeout,
                writeTimeout,
                maxBacklog, grace, work);
    }

    public ServerOptions withPort(int port) {
        return new ServerOptions(host, port, maxConnections, joinTimeout,
                writeTimeout,
                maxBacklog, grace, work);
    }

    public ServerOptions withMaxConnections(int maxConnections) {
        return new ServerOptions(host, port, maxConnections, joinTimeout,
                writeTimeout,
                maxBacklog, grace, work);
    }

    public ServerOptions withJoinTimeout(Duration joinTimeout) {
        return new ServerOptions(host, port, maxConnections, joinTimeout,
                writeTimeout,
                maxBacklog, grace, work);
    }

    public ServerOptions withWriteTimeout(Duration writeTimeout) {
        return new ServerOptions(host, port, maxConnections, joinTimeout,
                writeTimeout,
                maxBacklog, grace, work);
    }

    public ServerOptions withMaxBacklog(int maxBacklog) {
        return new ServerOptions(host, port, maxConnections, joinTimeout,
                writeTimeout,
                maxBacklog, grace, work);
    }

    public ServerOptions withGrace(Duration grace) {
        return new ServerOptions(host, port, maxConnections, joinTimeout,
                writeTimeout,
                maxBacklog, grace, work);
    }

    public ServerOptions withWork(Work work) {
        return new ServerOptions(host, port, maxConnections, joinTimeout,
                writeTimeout,
                maxBacklog, grace, work);
    }

    private static void requirePositive(Duration value, String name) {
        require(value.isPositive() && value.compareTo(LONGEST) <= 0, name,
                "more than 0 and at most one day", value);
    }

    private static void require(boolean holds, String name, String rule,
            Object value) {
        if (!holds) {
            throw new IllegalArgumentException(
                    name + " must be " + rule + ", but is " + value);
        }
    }
}
