package sevenservers.exercises.board;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import picocli.CommandLine;

/** A course of two exercises, and a learner who types. */
final class TinyCourse {

    static final Exercise DOUBLE = new Exercise("double-it", Part.BLOCKING,
            Kind.WRITE, 10, "Twice as much");
    static final Exercise HALVE = new Exercise("halve-it", Part.CLOSING, Kind.BUG,
            20, "Half as much");

    private static final Path SOURCES = Path.of("src/test/java");

    final Folders folders;
    final Course course;
    private final Duration limit;

    private TinyCourse(Folders folders, Duration limit, Exercise... exercises)
            throws IOException {
        this.folders = folders;
        this.limit = limit;
        course = new Course(List.of(exercises));
        for (Exercise exercise : exercises) {
            copy(exercise.className(), folders.stub(exercise));
            copy(exercise.testName(), folders.test(exercise));
            write(folders.hints(exercise), """
                    ## 1

                    Think.

                    ## 2

                    Calculate.

                    ## 3

                    Type.
                    """);
            write(folders.solution(exercise), "class Solution {\n}\n");
            write(folders.discussion(exercise), "It is shorter.\n");
        }
    }

    /** Some exercises of it, in a folder that may hold others. */
    static TinyCourse in(Path folder, Exercise... exercises) throws IOException {
        return new TinyCourse(new Folders(folder), Duration.ofSeconds(60),
                exercises);
    }

    /** The same, with hardly any patience. */
    TinyCourse inAHurry() throws IOException {
        return new TinyCourse(folders, Duration.ofMillis(1),
                course.exercises().toArray(Exercise[]::new));
    }

    /** What the board says to some words. */
    Said type(String words) {
        return type(words, "");
    }

    /** What the board says to some words, and to what is typed afterwards. */
    Said type(String words, String answer) {
        return type(new StringWriter(), words, answer);
    }

    /** What the board says to some words, to be read meanwhile. */
    Said type(StringWriter out, String words, String answer) {
        var err = new StringWriter();
        CommandLine commands = commands(answer).setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        int status = Main.execute(commands,
                words.isEmpty() ? new String[0] : words.split(" ", -1));
        return new Said(status, out.toString(), err.toString());
    }

    /** The board, and what is typed when it asks. */
    CommandLine commands(String answer) {
        var desk = new Desk(course, folders,
                new Examination(folders, Duration.ofSeconds(3), limit));
        return Main.commands(desk, new BufferedReader(new StringReader(answer)));
    }

    /** Saves the learner's file. */
    void save(Exercise exercise, String source) throws IOException {
        write(folders.work(exercise), source);
    }

    /** Saves the stub with another body of its only method. */
    void solve(Exercise exercise, String body) throws IOException {
        save(exercise, Files.readString(folders.stub(exercise)).replaceAll(
                "(?s)(of\\(int n\\) \\{).*?\\n    }",
                "$1\n        " + Matcher.quoteReplacement(body) + "\n    }"));
    }

    private static void copy(String className, Path to) throws IOException {
        write(to, Files.readString(
                SOURCES.resolve(className.replace('.', '/') + ".java")));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** What a learner, or a script, sees. */
    record Said(int status, String out, String err) {
    }
}
