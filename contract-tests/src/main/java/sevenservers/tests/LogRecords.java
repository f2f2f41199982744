package sevenservers.tests;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the servers in this JVM log while it is open, instead of the console. */
public final class LogRecords extends Handler implements AutoCloseable {

    /** What tests lock that capture the log, if they run at the same time. */
    static final String LOG = "the log of the servers in this JVM";

    private final Logger logger = Logger.getLogger("sevenservers");
    private final boolean usedParentHandlers = logger.getUseParentHandlers();
    private final List<LogRecord> failures = new CopyOnWriteArrayList<>();

    private LogRecords() {
    }

    /** Begins to capture. */
    public static LogRecords capture() {
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
    }
}
