package sevenservers.exercises.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tests of every exercise tell right from wrong. */
@Execution(ExecutionMode.CONCURRENT)
class ProofTest {

    private static final Folders FOLDERS = new Folders(Path.of(""));
    private static final Examination EXAMINATION =
            new Examination(FOLDERS, Duration.ofSeconds(5), Duration.ofMinutes(3));

    private static final Pattern CAUGHT_BY =
            Pattern.compile("// Caught by: (\\w+)");

    @ParameterizedTest
    @MethodSource("toWrite")
    void stubFailsOnItsTodo(Exercise exercise) throws IOException {
        Result result = EXAMINATION.of(exercise, FOLDERS.stub(exercise));
        assertThat(result.trouble()).isEmpty();
        assertThat(result.findings()).filteredOn(Finding::isKept)
                .extracting(one -> exercise + " " + one.requirement().method())
                .as("what a stub keeps, unless given.txt says why")
                .isSubsetOf(given());
        assertThat(result.findings()).as("a sign of the TODO")
                .anyMatch(one -> one.message().contains("TODO: "));
    }

    @ParameterizedTest
    @MethodSource("bugHunts")
    void bugBreaksSomeRequirementsAndNotAll(Exercise exercise) throws IOException {
        Result result = EXAMINATION.of(exercise, FOLDERS.stub(exercise));
        assertThat(result.trouble()).isEmpty();
        assertThat(result.findings()).anyMatch(Finding::isKept)
                .anyMatch(one -> one.status() == Finding.Status.BROKEN);
    }

    @ParameterizedTest
    @MethodSource("all")
    void solutionPassesTenTimes(Exercise exercise) throws IOException {
        Result result =
                EXAMINATION.of(exercise, FOLDERS.solution(exercise), 10, "");
        assertThat(result.isSolved()).as("%s", result).isTrue();
    }

    @ParameterizedTest
    @MethodSource("all")
    void solutionCompilesWithoutAWarning(Exercise exercise, @TempDir Path classes)
            throws IOException {
        assertThat(Compilation.of(
                List.of(FOLDERS.solution(exercise), FOLDERS.test(exercise)),
                classes, "-Xlint:all,-serial,-this-escape").text()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void wrongSolutionsAreCaughtByTheTestTheyName(Exercise exercise)
            throws IOException {
        List<Path> wrong = wrong(exercise);
        assertThat(wrong).hasSizeGreaterThanOrEqualTo(2);
        for (Path file : wrong) {
            String test = caughtBy(file);
            Result result = EXAMINATION.of(exercise, file, 1, test);
            assertThat(result.trouble()).as("%s", file).isEmpty();
            assertThat(result.findings()).as("%s", file).anyMatch(
                    one -> one.status() == Finding.Status.BROKEN
                            && one.requirement().method().equals(test));
        }
    }

    static Stream<Exercise> all() {
        return Course.whole().exercises().stream();
    }

    static Stream<Exercise> toWrite() {
        return all().filter(exercise -> exercise.kind() == Kind.WRITE);
    }

    static Stream<Exercise> bugHunts() {
        return all().filter(exercise -> exercise.kind() == Kind.BUG);
    }

    /** Requirements that are kept by what a stub has already. */
    private static List<String> given() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/given.txt")).stream()
                .map(line -> line.split(":", 2)[0]).toList();
    }

    private static List<Path> wrong(Exercise exercise) throws IOException {
        try (Stream<Path> files = Files.walk(FOLDERS.wrong(exercise))) {
            return files.filter(Files::isRegularFile)
                    .sorted(Comparator.naturalOrder()).toList();
        }
    }

    private static String caughtBy(Path file) throws IOException {
        String first = Files.readString(file).lines().findFirst().orElse("");
        Matcher name = CAUGHT_BY.matcher(first);
        assertThat(name.matches()).as("the first line of %s: %s", file, first)
                .isTrue();
        return name.group(1);
    }
}
