package sevenservers.contract.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a program that is told to end, by Ctrl-C or SIGTERM, say what it has found
 * until then. The JVM ends when this object is closed, with the status that belongs
 * to the signal.
 */
public final class LastWords implements AutoCloseable {

    private final CountDownLatch said = new CountDownLatch(1);
    private final Duration patience;
    private final Thread hook;

    /**
     * Waits for a signal.
     *
     * @param patience how long the words may take
     * @param endOfWork ends the work, in another thread
     */
    public LastWords(Duration patience, Runnable endOfWork) {
        this.patience = patience;
        hook = new Thread(() -> {
            endOfWork.run();
            await();
        }, "last words");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        said.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // It runs now, and ends.
        }
    }

    private void await() {
        try {
            if (!said.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("it takes too long to say what there is");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
