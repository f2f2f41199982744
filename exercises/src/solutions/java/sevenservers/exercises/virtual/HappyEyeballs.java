package sevenservers.exercises.virtual;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import sevenservers.contract.HostPort;
import sevenservers.contract.Quietly;

/**
 * Connects to whichever of several addresses of a server answers first, as RFC 8305
 * recommends. The first address has a head start over the second, that one over the
 * third, and so on; an attempt that fails lets the next one begin at once.
 *
 * <p>Each attempt is a virtual thread that waits for one address. When the race is
 * over, for whatever reason, no thread of it is left, and no connection is open but
 * the one that is returned.
 *
 * <p>What this costs: the winner waits until the others have noticed the interrupt.
 * A socket does so at once, a look-up of a name would not.
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
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var attempts = new ExecutorCompletionService<Socket>(threads);
        try {
            return first(addresses, attempts);
        } finally {
            threads.shutdownNow();
            threads.close();
            closeAll(attempts);
        }
    }

    private Socket first(List<InetSocketAddress> addresses,
            CompletionService<Socket> attempts)
            throws IOException, InterruptedException {
        var untried = new ArrayDeque<>(addresses);
        var failures = new ArrayList<Throwable>();
        while (failures.size() < addresses.size()) {
            begin(untried, attempts);
            Future<Socket> ended = untried.isEmpty() ? attempts.take()
                    : attempts.poll(headStart.toNanos(), TimeUnit.NANOSECONDS);
            if (ended == null) {
                continue;
            }
            if (ended.state() == Future.State.SUCCESS) {
                return ended.resultNow();
            }
            failures.add(ended.exceptionNow());
        }
        throw unreachable(failures);
    }

    private void begin(Queue<InetSocketAddress> untried,
            CompletionService<Socket> attempts) {
        InetSocketAddress next = untried.poll();
        if (next != null) {
            var _ = attempts.submit(() -> attempt(next));
        }
    }

    private Socket attempt(InetSocketAddress address) throws IOException {
        try {
            return connector.connect(address);
        } catch (Exception failed) {
            throw new IOException(
                    HostPort.format(address) + ": " + failed.getMessage(), failed);
        }
    }

    private static IOException unreachable(List<Throwable> failures) {
        var message = new StringBuilder("no address can be reached");
        for (Throwable failure : failures) {
            message.append("; ").append(failure.getMessage());
        }
        var all = new IOException(message.toString());
        failures.forEach(all::addSuppressed);
        return all;
    }

    /** Closes what connected too late to be the first. */
    private static void closeAll(CompletionService<Socket> attempts) {
        for (Future<Socket> late; (late = attempts.poll()) != null;) {
            if (late.state() == Future.State.SUCCESS) {
                Quietly.close(late.resultNow());
            }
        }
    }
}
