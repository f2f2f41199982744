package sevenservers.exercises.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static sevenservers.exercises.board.TinyCourse.DOUBLE;
import static sevenservers.exercises.board.TinyCourse.HALVE;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sevenservers.exercises.board.TinyCourse.Said;

/** What a learner reads, from the first start to the last exercise. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(300)
class SessionTest {

    private static final String DOUBLED = "return 2 * n;";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String HALVED = "return Math.floorDiv(n, 2);";

    @TempDir
    private Path folder;
    private TinyCourse course;

    @BeforeEach
    void take() throws IOException {
        course = TinyCourse.in(folder, DOUBLE, HALVE);
    }

    @Test
    void leadsFromTheStubToTheSolution() throws IOException {
        assertThat(course.type("").out())
                .contains("[..]  0 of 2 solved, 0 of 30 minutes",
                        "next >  double-it",
                        "Next: double-it", "A number is doubled.",
                        "TODO: twice 21", "(at DoubleIt.java:19)")
                .startsWith("Your files are in").contains("only reset");
        assertThat(course.type("hint").out()).contains("Hint 1 of 3", "Think.");
        assertThat(course.type("hint").out()).contains("Hint 2 of 3")
                .doesNotContain("Think.");

        course.solve(DOUBLE, "return 42;");
        assertThat(course.type("").out())
                .contains("1 of 2 requirements are kept.",
                        "A negative number is doubled.", "[twice -1]")
                .doesNotContain("Your files are in");

        course.solve(DOUBLE, DOUBLED);
        assertThat(course.type("").out()).contains("solved  double-it",
                "[#.]  1 of 2 solved, 10 of 30 minutes", "next >  halve-it",
                "A negative number is rounded down.");

        course.solve(HALVE, HALVED);
        assertThat(course.type("").out()).contains("2 of 2 solved",
                "Every exercise is solved.");
        assertThat(course.type("verify").status()).isZero();

        Path file = course.folders.work(DOUBLE);
        String solution = Files.readString(file);
        assertThat(course.type("reset double-it", "y\n").out())
                .contains("[y/N]", "DoubleIt.java.bak-1");
        assertThat(file).hasSameTextualContentAs(course.folders.stub(DOUBLE));
        assertThat(file.resolveSibling("DoubleIt.java.bak-1"))
                .hasContent(solution);
        assertThat(course.type("").out()).contains("next >  double-it",
                "1 of 2 solved");
        assertThat(course.type("hint").out()).contains("Hint 1 of 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "n\n", "what?\n"})
    void resetsNothingUnlessTheAnswerIsYes(String answer) throws IOException {
        course.type("hint --all");
        course.save(DOUBLE, "mine");
        assertThat(course.type("reset double-it", answer).out())
                .contains("Nothing was changed.");
        assertThat(course.folders.work(DOUBLE)).hasContent("mine");
    }

    @Test
    void saysHowToResetWithoutAnAnswer() throws IOException {
        course.type("show");
        course.save(DOUBLE, "mine");
        Said said = course.type("reset double-it", "");
        assertThat(said.err()).startsWith("Nothing was changed: no answer came.")
                .endsWith("\"reset double-it --yes\"\n");
        assertThat(said.status()).isEqualTo(1);
        assertThat(course.folders.work(DOUBLE)).hasContent("mine");
    }

    @Test
    void keepsEveryFileThatWasReset() throws IOException {
        course.type("hint --all");
        for (String content : new String[] {"one", "two"}) {
            course.save(DOUBLE, content);
            assertThat(course.type("reset double-it --yes").status()).isZero();
        }
        Path file = course.folders.work(DOUBLE);
        assertThat(file.resolveSibling("DoubleIt.java.bak-1")).hasContent("one");
        assertThat(file.resolveSibling("DoubleIt.java.bak-2")).hasContent("two");
    }

    @Test
    void remembersResultsOfWhatHasNotChanged() throws IOException {
        course.type("show");
        course.solve(DOUBLE, DOUBLED);
        course.solve(HALVE, HALVED);
        assertThat(course.type("").out()).contains("2 of 2 solved");
        assertThat(course.inAHurry().type("").out())
                .as("what a board says that has no time to test")
                .contains("2 of 2 solved");
        assertThat(course.inAHurry().type("verify").status())
                .as("verify remembers nothing").isEqualTo(1);
    }

    @Test
    void testsAgainWhenTheTestIsAnother() throws IOException {
        course.type("show");
        course.solve(DOUBLE, DOUBLED);
        course.solve(HALVE, HALVED);
        assertThat(course.type("").out()).contains("2 of 2 solved");
        Path test = course.folders.test(HALVE);
        Files.writeString(test, Files.readString(test).replace("(21)", "(22)"));
        assertThat(course.type("").out()).contains("1 of 2 solved",
                "[half of 42]");
    }

    @Test
    void fileThatWasDeletedIsNotSolvedAndComesBackByReset() throws IOException {
        course.type("show");
        course.solve(DOUBLE, DOUBLED);
        course.type("");
        Files.delete(course.folders.work(DOUBLE));
        assertThat(course.type("").out()).contains("0 of 2 solved",
                "Its file is missing.", "reset double-it");
        assertThat(course.type("verify double-it").status()).isEqualTo(1);
        assertThat(course.folders.work(DOUBLE)).doesNotExist();
        assertThat(course.type("reset double-it").status()).isZero();
        assertThat(course.folders.work(DOUBLE))
                .hasSameTextualContentAs(course.folders.stub(DOUBLE));
    }

    @Test
    void folderThatWasDeletedIsMadeAnew() throws IOException {
        course.type("show");
        course.solve(DOUBLE, DOUBLED);
        course.type("");
        Files.move(course.folders.work(), folder.resolve("elsewhere"));
        assertThat(course.type("").out()).startsWith("Your files are in")
                .contains("0 of 2 solved");
    }

    @Test
    void courseThatHasGrownAddsItsStubsAndOverwritesNothing() throws IOException {
        TinyCourse.in(folder, DOUBLE).type("show");
        course.save(DOUBLE, "mine");
        course.save(HALVE, "mine, too");
        course.type("show");
        assertThat(course.folders.work(DOUBLE)).hasContent("mine");
        assertThat(course.folders.work(HALVE)).hasContent("mine, too");

        Files.delete(course.folders.notes(HALVE));
        Files.delete(course.folders.work(HALVE));
        course.type("show");
        assertThat(course.folders.work(DOUBLE)).hasContent("mine");
        assertThat(course.folders.work(HALVE))
                .hasSameTextualContentAs(course.folders.stub(HALVE));
    }

    @Test
    void showsWhatIsToBeDoneAndAfterwardsHow() {
        assertThat(course.type("show").out()).contains(
                "double-it, 10 minutes: Twice as much",
                "Doubles numbers, as `01-blocking-echo` would if it were asked to.",
                "- Twice `n` is `n + n`, also below zero.",
                "Your file   " + course.folders.work(DOUBLE),
                "Its tests   " + course.folders.test(DOUBLE),
                "Read first  01-blocking-echo");
        assertThat(course.type("show halve-it").out())
                .contains("bug hunt: Half as much");
        assertThat(course.type("show halve-it --solution").out())
                .contains("class Solution", "It is shorter.");
    }

    @Test
    void lastHintLeadsToTheSolution() {
        assertThat(course.type("hint halve-it --all").out()).containsSubsequence(
                "Hint 1 of 3", "Hint 2 of 3", "Hint 3 of 3", "Type.",
                "show halve-it --solution").doesNotContain("You have seen");
        assertThat(course.type("hint halve-it").out())
                .containsSubsequence("You have seen all hints.", "Hint 3 of 3")
                .doesNotContain("Hint 2 of 3");
    }

    @Test
    void testsWhatIsBegun() throws IOException {
        course.type("show");
        course.solve(HALVE, HALVED);
        assertThat(course.type("test").out()).contains("halve-it",
                "Solved: 2 of 2 requirements are kept.")
                .doesNotContain("double-it");
        assertThat(course.type("test double-it").out())
                .contains("0 of 2 requirements are kept.");
    }

    @Test
    void watchesTheFileAndGoesOn() throws Exception {
        var out = new StringWriter();
        Thread watch =
                Thread.ofPlatform().start(() -> course.type(out, "watch", ""));
        try {
            await().atMost(PATIENCE)
                    .until(() -> out.toString().contains("Watching: "));
            course.solve(DOUBLE, "return 42;");
            await().atMost(PATIENCE)
                    .until(() -> out.toString().contains("1 of 2 requirements"));
            Files.delete(course.folders.work(DOUBLE));
            await().atMost(PATIENCE)
                    .until(() -> out.toString().contains("Its file is missing."));
            course.solve(DOUBLE, DOUBLED);
            await().atMost(PATIENCE)
                    .until(() -> out.toString().contains("halve-it"));
            course.solve(HALVE, HALVED);
            watch.join();
        } finally {
            watch.interrupt();
            watch.join();
        }
        assertThat(out.toString()).containsSubsequence("""
                1 of 2 requirements are kept.

                Watching: save the file, and it is tested again. Ctrl-C ends this.

                double-it""", """
                Solved: 2 of 2 requirements are kept.

                Next: halve-it, Half as much

                halve-it""").endsWith("""
                Solved: 2 of 2 requirements are kept.

                Every exercise is solved.

                """);
    }

    @Test
    void endsWithMaven() throws Exception {
        Process maven = TinyBoard.jvm("maven", folder.toString()).start();
        try (BufferedReader out = maven.inputReader()) {
            await().atMost(PATIENCE).until(() -> out.lines()
                    .anyMatch(line -> line.startsWith("Watching: ")));
            ProcessHandle board = maven.children().findFirst().orElseThrow();
            try {
                maven.destroyForcibly();
                assertThat(board.onExit()).succeedsWithin(PATIENCE);
            } finally {
                board.destroyForcibly();
            }
        } finally {
            maven.destroyForcibly();
        }
    }

    @Test
    void verifyFailsUnlessAllIsSolved() throws IOException {
        assertThat(course.type("verify").status()).isEqualTo(1);
        course.solve(DOUBLE, DOUBLED);
        Said one = course.type("verify");
        assertThat(one.status()).isEqualTo(1);
        assertThat(one.out()).contains("solved        double-it",
                "not solved    halve-it", "1 of 2 are solved.");
        assertThat(course.type("verify double-it").status()).isZero();
        assertThat(course.type("verify halve-it").status()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify doubel-it", "verify --al"})
    void verifyFailsAtAWrongWord(String words) {
        assertThat(course.type(words).status()).isEqualTo(1);
    }

    @Test
    void verifyOfNoExerciseFails() throws IOException {
        assertThat(TinyCourse.in(folder).type("verify").status()).isEqualTo(1);
    }

    @Test
    void wrongWordIsToldWithThoseThereAre() {
        Said said = course.type("hint doubel-it");
        assertThat(said.status()).isEqualTo(2);
        assertThat(said.err()).isEqualTo("""
                no exercise doubel-it (do you mean double-it?); there are:
                  double-it
                  halve-it
                See: ./mvnw -q -Dexercise="hint --help"
                """);
        assertThat(course.type("hint zzz").err())
                .startsWith("no exercise zzz; there are:");
        assertThat(course.type("hint --help").out())
                .startsWith(
                        "Usage: ./mvnw -q -Dexercise=\"hint [-hV] [--all] [ID]\"");
        assertThat(course.type("reset").status()).isEqualTo(2);
        assertThat(course.type("hnit").err()).contains(
                "unknown word: hnit; there are: test, watch, hint, show, reset");
    }

    @Test
    void bareOptionOfMavenShowsTheBoard() {
        assertThat(course.type("true").out()).contains("0 of 2 solved");
    }
}
