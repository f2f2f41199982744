package sevenservers.tests;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What is logged in this JVM while it is open, instead of on the console. One
 * thread at a time captures; others that want to wait for it.
 */
public final class LogRecords extends Handler implements AutoCloseable {

    private static final ReentrantLock CAPTURING = new ReentrantLock();

    private final Logger logger;
    private final boolean usedParentHandlers;
    private final List<LogRecord> failures = new CopyOnWriteArrayList<>();

    private LogRecords(Logger logger) {
        this.logger = logger;
        usedParentHandlers = logger.getUseParentHandlers();
    }

    /** Begins to capture what the servers log; the same thread is to end it. */
    public static LogRecords capture() {
        return of("sevenservers");
    }

    /** Begins to capture what a package logs; the same thread is to end it. */
    public static LogRecords of(String packageName) {
        CAPTURING.lock();
        var records = new LogRecords(Logger.getLogger(packageName));
        records.logger.addHandler(records);
        records.logger.setUseParentHandlers(false);
        return records;
    }

    /** All warnings and errors so far. */
    public List<String> failures() {
        return failures.stream()
                .map(event -> event.getLevel() + " " + event.getMessage()
                        + " " + event.getThrown())
                .toList();
    }

    @Override
    public void publish(LogRecord event) {
        if (event.getLevel().intValue() >= Level.WARNING.intValue()) {
            failures.add(event);
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
        CAPTURING.unlock();
    }
}
