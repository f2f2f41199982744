package sevenservers.exercises.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import sevenservers.asyncore.Loop;
import sevenservers.contract.Quietly;
import sevenservers.tests.TestClient;

/**
 * A {@link Loop} for one test, in a thread of its own, and clients. What a handler
 * throws while the loop runs is told with the failure of the test, because it is
 * most often the reason.
 *
 * <p>The loop waits for {@link #start()}: until then the test's thread may make
 * dispatchers, and clients can connect and talk before anybody serves them.
 */
public final class LoopStage
        implements
            AfterEachCallback,
            TestExecutionExceptionHandler {

    /** How long a client waits for something to come. */
    public static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final long POLL_NANOS = 1_000_000;

    /** Something to do in the loop's thread. */
    @FunctionalInterface
    public interface Errand {

        void run() throws IOException;
    }

    private final Loop loop;
    private final ServerSocketChannel door;
    private final Thread thread = new Thread(this::run, "the loop");
    private final LinkedBlockingQueue<Runnable> errands =
            new LinkedBlockingQueue<>();
    private final List<TestClient> clients = new CopyOnWriteArrayList<>();
    private final HandlerFailures failures =
            new HandlerFailures(thread, this::giveUp);
    private volatile boolean closing;
    private volatile boolean givenUp;

    /** A loop that does not run yet. */
    public LoopStage() {
        try {
            loop = new Loop();
            door = ServerSocketChannel.open().bind(anyPort());
        } catch (IOException noDescriptor) {
            throw new UncheckedIOException(noDescriptor);
        }
        thread.setDaemon(true);
    }

    /** An address where a server gets a free port. */
    public static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    public Loop loop() {
        return loop;
    }

    /** Lets the loop run. */
    public void start() {
        thread.start();
    }

    /** A client of a server. */
    public TestClient connect(InetSocketAddress server) {
        return keep(TestClient.connect(server, PATIENCE));
    }

    /** A client whose receive buffer does not grow while it does not read. */
    public TestClient connectSteady(InetSocketAddress server) {
        return keep(TestClient.connectSteady(server, PATIENCE));
    }

    /** A client with a small receive buffer, which is soon full. */
    public TestClient connectSlow(InetSocketAddress server) {
        return keep(TestClient.connectSlow(server, PATIENCE));
    }

    /** A client for whom there is no server: {@link #accept} has its other end. */
    public TestClient connect() {
        return connect(address());
    }

    /** Where {@link #accept} accepts. */
    public InetSocketAddress address() {
        try {
            return (InetSocketAddress) door.getLocalAddress();
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    /** The other end of the connection that was made first of all left. */
    public SocketChannel accept() throws IOException {
        return door.accept();
    }

    /** Does something in the loop's thread, between two turns. */
    public void inLoop(Errand errand) {
        var done = new CompletableFuture<Void>();
        errands.add(() -> {
            try {
                errand.run();
                done.complete(null);
            } catch (IOException | RuntimeException | Error failure) {
                done.completeExceptionally(failure);
            }
        });
        loop.wakeup();
        try {
            done.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("the loop has stopped turning: one of its"
                    + " handlers waits, and with it all the others", late);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new AssertionError("in the loop: " + failed.getCause(), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("the test was stopped", stopped);
        }
    }

    /**
     * Lets the loop handle all that is ready by now. Under load, the system may
     * deliver later what a client has sent: who must know asks {@link #becomes}.
     */
    public void settle() {
        // It may be in the middle of a turn, which has not seen what came since.
        inLoop(() -> {});
        inLoop(() -> {});
    }

    /** Whether something is so soon, as seen in the loop's thread. */
    public boolean becomes(BooleanSupplier condition) {
        var holds = new AtomicBoolean();
        long begin = System.nanoTime();
        inLoop(() -> holds.set(condition.getAsBoolean()));
        while (!holds.get() && !givenUp
                && System.nanoTime() - begin < PATIENCE.toNanos()) {
            LockSupport.parkNanos(POLL_NANOS);
            inLoop(() -> holds.set(condition.getAsBoolean()));
        }
        return holds.get();
    }

    /** A handler is yet to be written: nothing will come that a test waits for. */
    private void giveUp() {
        givenUp = true;
        clients.forEach(TestClient::close);
    }

    private void run() {
        try (loop) {
            while (!closing) {
                Runnable errand = loop.turn() ? errands.poll() : errands.take();
                for (; errand != null; errand = errands.poll()) {
                    errand.run();
                }
            }
        } catch (InterruptedException stopped) {
            // The test has ended.
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private TestClient keep(TestClient client) {
        clients.add(client);
        return client;
    }

    @Override
    public void handleTestExecutionException(ExtensionContext test,
            Throwable failure) throws Throwable {
        throw failures.explain(failure);
    }

    @Override
    public void afterEach(ExtensionContext test) throws InterruptedException {
        clients.forEach(TestClient::close);
        closing = true;
        thread.interrupt();
        if (thread.isAlive()) {
            thread.join(PATIENCE);
        }
        loop.close();
        Quietly.close(door);
        failures.close();
    }
}
