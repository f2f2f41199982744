package sevenservers.exercises.board;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.PatchFailedException;

/**
 * Makes a solution wrong.
 *
 * @param patch what it changes, after a text that says what is wrong, and which
 *            test notices
 */
record Mistake(Path patch) {

    private static final Pattern TEXT =
            Pattern.compile("(?s)\\w.*?\n\nCaught by: (\\w+)\n\n.*");

    /** The name of the test. */
    String caughtBy() throws IOException {
        Matcher text = TEXT.matcher(Files.readString(patch));
        if (!text.matches()) {
            throw new IOException(patch + " does not say what is wrong, and then"
                    + " \"Caught by: \" and a test");
        }
        return text.group(1);
    }

    /**
     * The source of the wrong solution.
     *
     * @throws IOException also if the solution has other lines, or has them
     *             elsewhere, than the patch says
     */
    String in(Path solution) throws IOException {
        try {
            return String.join("\n", UnifiedDiffUtils
                    .parseUnifiedDiff(Files.readAllLines(patch))
                    .applyTo(Files.readAllLines(solution)));
        } catch (PatchFailedException | IndexOutOfBoundsException other) {
            throw new IOException(patch + " does not fit " + solution, other);
        }
    }
}
