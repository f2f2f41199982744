package sevenservers.compare;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a program that is told to end, by Ctrl-C or SIGTERM, say what it has found
 * until then. The JVM ends when this object is closed, with the status that belongs
 * to the signal.
 */
final class LastWords implements AutoCloseable {

    private static final int SECONDS = 30;

    private final CountDownLatch said = new CountDownLatch(1);
    private final Thread hook;

    /** The work is ended in another thread. */
    LastWords(Runnable endOfWork) {
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
            if (!said.await(SECONDS, TimeUnit.SECONDS)) {
                System.err.println("it takes too long to say what there is");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
