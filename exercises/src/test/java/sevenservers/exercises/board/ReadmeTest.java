package sevenservers.exercises.board;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import sevenservers.contract.cli.GeneratedBlock;

/** The README lists the exercises. */
class ReadmeTest {

    @Test
    void readmeListsTheExercises() throws IOException {
        GeneratedBlock block =
                GeneratedBlock.in(Path.of("README.md"), "exercises");
        String table = """
                | module | exercise | kind | minutes | idea |
                |---|---|---|---:|---|
                """ + Course.whole().exercises().stream().map(ReadmeTest::row)
                .collect(joining());
        if (Boolean.getBoolean("promises.write")) {
            block.write(table);
        } else {
            assertThat(block.text())
                    .as("the table, which -Dpromises.write=true writes anew")
                    .isEqualTo(table);
        }
    }

    private static String row(Exercise exercise) {
        String title = exercise.part().title();
        return "| %s | `%s` | %s | %d | %s |\n".formatted(
                exercise.part() == Part.CLOSING ? title
                        : "[%s](../%s)".formatted(title, title),
                exercise, exercise.kind() == Kind.BUG ? "bug hunt" : "write it",
                exercise.minutes(), exercise.title());
    }
}
