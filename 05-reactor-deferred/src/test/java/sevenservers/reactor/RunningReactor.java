package sevenservers.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.PATIENCE;
import static sevenservers.tests.Wait.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import sevenservers.contract.Quietly;

/** A reactor that runs in a thread of its own, for a test that looks at it. */
public final class RunningReactor implements AutoCloseable {

    /** Less than that of a fake server, whose end would end what is left. */

    private final Reactor reactor = new Reactor();
    private final Thread thread = Thread.ofPlatform().name("reactor").start(() -> {
        try {
            reactor.run();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    });

    public RunningReactor() throws IOException {
    }

    public Reactor reactor() {
        return reactor;
    }

    /** Does something in the reactor's thread, and waits for what it returns. */
    public <T> T call(Callable<T> work) {
        var result = new CompletableFuture<T>();
        reactor.callFromThread(() -> {
            try {
                result.complete(work.call());
            } catch (Exception | Error failure) {
                result.completeExceptionally(failure);
            }
        });
        try {
            return result.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            throw new AssertionError(failure.getCause());
        } catch (Exception late) {
            throw new AssertionError("the reactor does not do it", late);
        }
    }

    /** Waits until the reactor has no channel and no timer. */
    public void awaitIdle() {
        await("the reactor has nothing to wait for")
                .pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5))
                .untilAsserted(() -> call(() -> assertThat(reactor)
                        .extracting("channels", "timers.size")
                        .containsExactly(0, 0)));
    }

    /** Stops it, as it is. */
    @Override
    public void close() {
        reactor.callFromThread(reactor::stop);
        Quietly.join(thread);
    }
}
