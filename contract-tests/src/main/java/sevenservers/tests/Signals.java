package sevenservers.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process makes of signals. */
public final class Signals {

    /** Ctrl-C. */
    public static final int INTERRUPT = 2;

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String IGNORED = "SigIgn:";
    private static final int HEX = 16;

    private Signals() {
    }

    /**
     * Whether this process, and so any that it starts, ignores a signal, as one
     * does that a shell has started in the background.
     */
    public static boolean isIgnored(int signal) {
        if (!Files.isReadable(STATUS)) {
            return false;
        }
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(IGNORED))
                    .map(line -> line.substring(IGNORED.length()).strip())
                    .mapToLong(mask -> Long.parseUnsignedLong(mask, HEX))
                    .anyMatch(mask -> (mask >> (signal - 1) & 1) == 1);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
