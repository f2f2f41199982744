package sevenservers.interop.soak;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a soak that is told to end, by Ctrl-C or SIGTERM, say what there is. The JVM
 * ends when this object is closed.
 */
final class LastWords implements AutoCloseable {

    /** The last visits, the servers' end. */
    private static final int SECONDS = 180;

    private final CountDownLatch said = new CountDownLatch(1);
    private final Thread hook;

    LastWords(Runnable endEarly) {
        hook = new Thread(() -> {
            endEarly.run();
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
