package sevenservers.exercises.support;

import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * The first warning or failure that a loop's thread logs, instead of the console:
 * the loop catches what a handler throws, so that no test sees it.
 */
final class HandlerFailures extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger("sevenservers");
    private final boolean usedParentHandlers = logger.getUseParentHandlers();
    private final AtomicReference<LogRecord> first = new AtomicReference<>();
    private final Thread loop;
    private final Runnable giveUp;

    /**
     * Begins to listen to what this thread logs.
     *
     * @param giveUp what is done when a handler is yet to be written
     */
    HandlerFailures(Thread loop, Runnable giveUp) {
        this.loop = loop;
        this.giveUp = giveUp;
        logger.addHandler(this);
        logger.setUseParentHandlers(false);
    }

    /** What to tell about a test that has failed. */
    Throwable explain(Throwable testFailure) {
        LogRecord logged = first.get();
        if (logged == null) {
            return testFailure;
        }
        Throwable thrown = logged.getThrown();
        if (isTodo(thrown)) {
            return thrown;
        }
        return thrown == null
                ? new AssertionError(testFailure.getMessage()
                        + "\nBefore that, the log said: " + logged.getMessage(),
                        testFailure)
                : new AssertionError(testFailure.getMessage()
                        + "\nBefore that, a handler threw " + thrown
                        + ", which ended its dispatcher.", thrown);
    }

    private static boolean isTodo(Throwable thrown) {
        return thrown instanceof UnsupportedOperationException
                && String.valueOf(thrown.getMessage()).startsWith("TODO");
    }

    @Override
    public void publish(LogRecord event) {
        if (event.getLevel().intValue() >= Level.WARNING.intValue()
                && event.getLongThreadID() == loop.threadId()) {
            first.compareAndSet(null, event);
            if (isTodo(event.getThrown())) {
                giveUp.run();
            }
        }
    }

    @Override
    public void flush() {
        // Nothing is buffered.
    }

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(usedParentHandlers);
    }
}
