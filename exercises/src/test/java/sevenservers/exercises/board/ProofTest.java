package sevenservers.exercises.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

    /** Of the stub, the solution and the wrong solutions, once they are tested. */
    private static final Map<Exercise, Map<Path, Result>> RESULTS =
            new ConcurrentHashMap<>();

    @ParameterizedTest
    @MethodSource("toWrite")
    void stubFailsOnItsTodo(Exercise exercise) throws IOException {
        Result result = results(exercise).get(FOLDERS.stub(exercise));
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
    void bugBreaksSomeRequirementsAndNotAll(Exercise exercise) {
        Result result = results(exercise).get(FOLDERS.stub(exercise));
        assertThat(result.trouble()).isEmpty();
        assertThat(result.findings()).anyMatch(Finding::isKept)
                .anyMatch(one -> one.status() == Finding.Status.BROKEN);
    }

    @ParameterizedTest
    @MethodSource("all")
    void solutionPassesTenTimes(Exercise exercise) {
        Result result = results(exercise).get(FOLDERS.solution(exercise));
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
            String test = new Mistake(file).caughtBy();
            Result result = results(exercise).get(file);
            assertThat(result.trouble()).as("%s", file).isEmpty();
            assertThat(result.findings()).as("%s", file).anyMatch(
                    one -> one.status() == Finding.Status.BROKEN
                            && one.requirement().method().equals(test));
        }
    }

    private static Map<Path, Result> results(Exercise exercise) {
        return RESULTS.computeIfAbsent(exercise, ProofTest::examine);
    }

    private static Map<Path, Result> examine(Exercise exercise) {
        try (var trial = new Trial(EXAMINATION, exercise)) {
            Path solution = FOLDERS.solution(exercise);
            trial.add(solution, Files.readString(solution), 10, "");
            Path stub = FOLDERS.stub(exercise);
            trial.add(stub, Files.readString(stub), 1, "");
            for (Path patch : wrong(exercise)) {
                var mistake = new Mistake(patch);
                trial.add(patch, mistake.in(solution), 1, mistake.caughtBy());
            }
            return trial.results();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
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
        try (Stream<Path> files = Files.list(FOLDERS.wrong(exercise))) {
            return files.sorted().toList();
        }
    }
}
