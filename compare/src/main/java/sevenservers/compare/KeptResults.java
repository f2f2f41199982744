package sevenservers.compare;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import sevenservers.compare.results.Results;

/** Results that an earlier command has written. */
final class KeptResults {

    private KeptResults() {
    }

    /**
     * Reads them.
     *
     * @param command who needs them
     * @param writer the words of the command that writes them
     * @throws ParameterException if there are none
     */
    static Results read(Path file, CommandLine command, String writer) {
        try {
            return Results.read(file);
        } catch (NoSuchFileException absent) {
            throw new ParameterException(command, "there is no " + file + ", which "
                    + writer + " writes: run it first");
        } catch (IOException unreadable) {
            throw new ParameterException(command, unreadable.getMessage());
        }
    }
}
