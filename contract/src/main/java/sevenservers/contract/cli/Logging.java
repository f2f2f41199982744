package sevenservers.contract.cli;

import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import sevenservers.contract.Text;

/** Where log messages go: to standard error, one escaped line each. */
public final class Logging {

    /** Kept here, since the JDK itself would forget a logger that nobody holds. */
    private static final Logger ROOT = Logger.getLogger("sevenservers");

    private Logging() {
    }

    /** Warnings and errors are always shown, coming and going only when verbose. */
    public static void configure(boolean verbose) {
        var handler = new ConsoleHandler();
        handler.setLevel(Level.ALL);
        var formatter = new EscapingFormatter();
        // The first message reads the time zone from a file. Better now than when
        // the message is that no file can be opened.
        formatter.format(new LogRecord(Level.FINE, "the first"));
        handler.setFormatter(formatter);
        for (var former : ROOT.getHandlers()) {
            ROOT.removeHandler(former);
        }
        ROOT.addHandler(handler);
        ROOT.setUseParentHandlers(false);
        ROOT.setLevel(verbose ? Level.FINE : Level.WARNING);
    }

    private static final class EscapingFormatter extends Formatter {

        @Override
        public String format(LogRecord event) {
            String text = String.format("%tT.%1$tL %s %s%n", event.getMillis(),
                    event.getLevel().getName(), Text.escaped(formatMessage(event)));
            return event.getThrown() == null ? text
                    : text + trace(event.getThrown());
        }

        private static String trace(Throwable thrown) {
            var lines = new StringBuilder();
            for (Throwable cause = thrown; cause != null;
                    cause = cause.getCause()) {
                lines.append(Text.escaped(cause.toString())).append('\n');
                for (StackTraceElement place : cause.getStackTrace()) {
                    lines.append("    at ").append(place).append('\n');
                }
            }
            return lines.toString();
        }
    }
}
