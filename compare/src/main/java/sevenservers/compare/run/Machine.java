package sevenservers.compare.run;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import sevenservers.compare.results.Setting;

/** What this machine says of itself. */
public final class Machine {

    private Machine() {
    }

    /**
     * The setting of a comparison on this machine.
     *
     * @param processors how many there were before any were set aside
     */
    public static Setting setting(Instant begun, int processors,
            List<String> flags, List<String> notes) {
        return new Setting(begun.truncatedTo(ChronoUnit.SECONDS), commit(),
                System.getProperty("os.name") + " "
                        + System.getProperty("os.version"),
                processor(), processors, Runtime.version().toString(), flags,
                notes);
    }

    /** The commit of the files that this program was built from, if git knows. */
    private static String commit() {
        String folder = home().toString();
        return Tool.ask("git", "-C", folder, "rev-parse", "--short", "HEAD")
                .map(commit -> Tool.ask("git", "-C", folder, "status",
                        "--porcelain", ":/").filter(String::isEmpty)
                        .map(_ -> commit).orElse(commit + "+"))
                .orElse(null);
    }

    /** The folder that holds this class, or the jar that does. */
    private static Path home() {
        try {
            Path place = Path.of(Machine.class.getProtectionDomain()
                    .getCodeSource().getLocation().toURI());
            return Files.isDirectory(place) ? place : place.getParent();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name")).findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException noSuchSystem) {
            return System.getProperty("os.arch");
        }
    }
}
