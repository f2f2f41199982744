package sevenservers.exercises.board;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The hints of an exercise, in Markdown, the weakest first. */
record Hints(List<String> all) {

    /** Reads them: each stands under its number, {@code ## 1}. */
    static Hints read(Path file) throws IOException {
        return new Hints(
                Stream.of(Files.readString(file).split("(?m)^## \\d+$", -1))
                        .skip(1).map(String::strip).toList());
    }

    /** The first ones, each under its number. */
    String text(int from, int to) {
        var text = new StringBuilder();
        for (int n = from; n <= to; n++) {
            text.append("Hint ").append(n).append(" of ").append(all.size())
                    .append("\n\n").append(Prose.of(all.get(n - 1))).append("\n\n");
        }
        return text.toString();
    }
}
