// Caught by: letsTheFirstGoOn
// Returns while the other attempts have not yet ended.
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
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var attempts = new ExecutorCompletionService<Socket>(threads);
        try {
            return first(addresses, attempts);
        } finally {
            Thread.startVirtualThread(() -> {
                threads.shutdownNow();
                threads.close();
                closeAll(attempts);
            });
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

    private static void closeAll(CompletionService<Socket> attempts) {
        for (Future<Socket> late; (late = attempts.poll()) != null;) {
            if (late.state() == Future.State.SUCCESS) {
                Quietly.close(late.resultNow());
            }
        }
    }
}
