package sevenservers.compare;

import java.io.IOException;
import java.nio.file.Path;
import sevenservers.compare.results.Results;

/** How results are shown. */
public interface Presentation {

    /** A table for a terminal, of at most so many columns. */
    String table(Results results, int width);

    /** Writes the report and its parts into a folder, which need not exist. */
    void write(Results results, Path folder) throws IOException;
}
