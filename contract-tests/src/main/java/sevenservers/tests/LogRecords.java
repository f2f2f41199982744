package sevenservers.tests;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What the servers in this JVM log while it is open, instead of the console. One
 * thread at a time captures; others that want to wait for it.
 */
public final class LogRecords extends Handler implements AutoCloseable {

    private static final ReentrantLock CAPTURING = new ReentrantLock();

    private final Logger logger = Logger.getLogger("sevenservers");
    private final boolean usedParentHandlers = logger.getUseParentHandlers();
    private final List<LogRecord> failures = new CopyOnWriteArrayList<>();

    private LogRecords() {
    }

    /** Begins to capture, which the same thread is to end. */
    public static LogRecords capture() {
        CAPTURING.lock();
        var records = new LogRecords();
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
