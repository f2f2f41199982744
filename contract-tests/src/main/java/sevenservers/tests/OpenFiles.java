package sevenservers.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Which files this process has open, as far as Linux tells. */
public final class OpenFiles {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private OpenFiles() {
    }

    /** Whether this system tells. */
    public static boolean areKnown() {
        return Files.isDirectory(DESCRIPTORS);
    }

    /** How many descriptors lead below a folder; none where nobody can tell. */
    public static long below(Path folder) {
        if (!areKnown()) {
            return 0;
        }
        try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
            Path real = folder.toRealPath();
            return descriptors.filter(one -> leadsBelow(one, real)).count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean leadsBelow(Path descriptor, Path folder) {
        try {
            return Files.readSymbolicLink(descriptor).startsWith(folder);
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
