// Caught by: letsTheFirstGoOn
// Takes the head start for a time limit, and ends the attempt when it is over.
package sevenservers.exercises.virtual;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import sevenservers.contract.HostPort;

public final class HappyEyeballs {

    @FunctionalInterface
    public interface Connector {

        Socket connect(InetSocketAddress address) throws Exception;
    }

    private final Connector connector;
    private final Duration headStart;

    public HappyEyeballs(Connector connector, Duration headStart) {
        this.connector = connector;
        this.headStart = headStart;
    }

    public Socket connect(List<InetSocketAddress> addresses)
            throws IOException, InterruptedException {
        var all = new IOException("no address can be reached");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (InetSocketAddress address : addresses) {
                var attempt = threads.submit(() -> connector.connect(address));
                try {
                    return attempt.get(headStart.toNanos(), TimeUnit.NANOSECONDS);
                } catch (ExecutionException failed) {
                    all.addSuppressed(new IOException(
                            HostPort.format(address) + ": "
                                    + failed.getCause().getMessage(),
                            failed.getCause()));
                } catch (TimeoutException late) {
                    all.addSuppressed(late);
                } finally {
                    attempt.cancel(true);
                }
            }
        }
        throw all;
    }
}
