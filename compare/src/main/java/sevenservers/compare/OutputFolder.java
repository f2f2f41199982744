package sevenservers.compare;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where results are. */
final class OutputFolder {

    @Option(names = "--output", paramLabel = "FOLDER",
            description = "where the results are (${DEFAULT-VALUE})")
    private Path folder = Path.of("target", "compare");

    Path folder() {
        return folder;
    }

    /** The file that other programs read. */
    Path results() {
        return folder.resolve("results.json");
    }
}
