package sevenservers.exercises.board;

import static sevenservers.exercises.board.TinyCourse.DOUBLE;
import static sevenservers.exercises.board.TinyCourse.HALVE;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A board that watches, in a JVM of its own. */
final class TinyBoard {

    private TinyBoard() {
    }

    /**
     * Watches, or starts a JVM that watches, as Maven does.
     *
     * @param args a folder; before it, {@code maven} for the latter
     */
    public static void main(String... args)
            throws IOException, InterruptedException {
        if (args[0].equals("maven")) {
            jvm(args[1]).inheritIO().start().waitFor();
        } else {
            Main.run(TinyCourse.in(Path.of(args[0]), DOUBLE, HALVE).commands(""),
                    "watch");
        }
    }

    /** A JVM for {@code main}. */
    static ProcessBuilder jvm(String... args) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dends.with.parent=true",
                "-classpath", System.getProperty("java.class.path"),
                TinyBoard.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command);
    }
}
