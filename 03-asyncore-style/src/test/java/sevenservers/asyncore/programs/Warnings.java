package sevenservers.asyncore.programs;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is logged as a warning or an error until it is closed. */
final class Warnings extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger("sevenservers");
    private final List<String> all = new CopyOnWriteArrayList<>();

    Warnings() {
        logger.addHandler(this);
        logger.setUseParentHandlers(false);
    }

    List<String> all() {
        return List.copyOf(all);
    }

    /** Those so far, which are expected and are forgotten now. */
    List<String> take() {
        List<String> taken = all();
        all.removeAll(taken);
        return taken;
    }

    @Override
    public void publish(LogRecord event) {
        if (event.getLevel().intValue() >= Level.WARNING.intValue()) {
            all.add(event.getMessage() + " " + event.getThrown());
        }
    }

    @Override
    public void flush() {
        // Nothing is buffered.
    }

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}
