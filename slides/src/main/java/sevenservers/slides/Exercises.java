package sevenservers.slides;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The exercises, as the table in their README has them. */
record Exercises(List<Exercise> all) {

    /** A row: the module, with a link or without, name, kind, minutes, idea. */
    private static final Pattern ROW = Pattern.compile("\\| \\[?([\\w-]+)(?:]\\S+)?"
            + " \\| `([\\w-]+)` \\| ([^|]+) \\| (\\d+) \\| ([^|]+) \\|");

    /**
     * One of them.
     *
     * @param module the one that it follows, or {@code closing}
     * @param kind what there is to do
     * @param idea what it is about
     */
    record Exercise(String module, String name, String kind, int minutes,
            String idea) {
    }

    /** @param root the project's folder */
    static Exercises of(Path root) {
        Path readme = root.resolve("exercises", "README.md");
        try {
            return new Exercises(ROW.matcher(Files.readString(readme)).results()
                    .map(row -> new Exercise(row.group(1), row.group(2),
                            row.group(3), Integer.parseInt(row.group(4)),
                            row.group(5)))
                    .toList());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
