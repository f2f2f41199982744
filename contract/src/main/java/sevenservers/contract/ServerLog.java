package sevenservers.contract;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server says about its connections: coming and going when asked to be
 * verbose, failures always. Each outage of accept is said once.
 */
public final class ServerLog {

    private static final long OUTAGE_OVER = Duration.ofSeconds(10).toNanos();

    private final Logger log;
    private boolean acceptFailed;
    private long lastFailure;

    /** The log of one server, which goes by this name: {@code 02.echo}. */
    public ServerLog(String name) {
        log = LoggerFactory.getLogger("sevenservers." + name);
    }

    public void opened(InetSocketAddress client) {
        if (log.isDebugEnabled()) {
            log.debug("{} connected", HostPort.format(client));
        }
    }

    public void closed(InetSocketAddress client) {
        if (log.isDebugEnabled()) {
            log.debug("{} closed", HostPort.format(client));
        }
    }

    /** The handler of one connection threw: an error of the server's own. */
    public void handlerFailed(InetSocketAddress client, Throwable failure) {
        log.error("{} ended by a failure of its handler", HostPort.format(client),
                failure);
    }

    /** The server itself cannot go on. */
    public void failed(Throwable failure) {
        log.error("the server has failed", failure);
    }

    /**
     * No connection could be accepted or served. Failures less than ten seconds
     * apart are one outage and are said once, however often accept is tried
     * meanwhile.
     */
    public synchronized void acceptFailed(Throwable failure) {
        long now = System.nanoTime();
        if (!acceptFailed || now - lastFailure > OUTAGE_OVER) {
            log.warn("cannot accept connections, trying again every second: {}",
                    Text.escaped(String.valueOf(failure.getMessage())));
        }
        acceptFailed = true;
        lastFailure = now;
    }
}
