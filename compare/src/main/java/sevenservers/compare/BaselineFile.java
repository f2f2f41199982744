package sevenservers.compare;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** Where results are kept to compare later ones with. */
final class BaselineFile {

    @Parameters(arity = "0..1", paramLabel = "FILE",
            description = "where results are kept (${DEFAULT-VALUE})")
    private Path path = Path.of("compare-baseline.json");

    Path path() {
        return path;
    }
}
