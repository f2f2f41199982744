package sevenservers.exercises.board;

import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.exercises.board.TinyCourse.DOUBLE;
import static sevenservers.exercises.board.TinyCourse.HALVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** No code harms the board, or is taken for a solution that is none. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(300)
class HarmTest {

    private static final String DOUBLED = "return 2 * n;";

    @TempDir
    private Path folder;
    private TinyCourse course;

    @BeforeEach
    void take() throws IOException {
        course = TinyCourse.in(folder, DOUBLE, HALVE);
        course.type("show");
    }

    @Test
    void errorsOfTheCompilerAreToldWithFileAndLine() throws IOException {
        course.solve(DOUBLE, "return 2 * m");
        assertThat(tested()).contains("It does not compile:",
                course.folders.work(DOUBLE) + ":18: ';' expected", "return 2 * m",
                "not tested  A number is doubled.",
                "None of the 2 requirements was tested.")
                .doesNotContain("are kept");
    }

    @Test
    void onlyTheFirstErrorsOfTheCompilerAreTold() throws IOException {
        course.solve(DOUBLE, "return a + b + c + d + e + f + g;");
        assertThat(tested()).contains("symbol:   variable e", "and 2 more")
                .doesNotContain("variable f");
    }

    @Test
    void endlessLoopIsLeft() throws IOException {
        course.solve(DOUBLE, "while (n == 21) {\n}\n" + DOUBLED);
        assertThat(tested()).contains("not kept    A number is doubled.",
                "it had not ended after 3 s", "(at DoubleIt.java:18)",
                "kept        A negative number is doubled.");
    }

    @Test
    void testsThatDoNotEndAreStopped() throws IOException {
        assertThat(course.inAHurry().type("test double-it").out()).contains(
                "The tests had not ended after 0 s, and were stopped.");
    }

    @Test
    void exitIsTold() throws IOException {
        course.solve(DOUBLE, "if (n < 0) System.exit(0);\n" + DOUBLED);
        assertThat(tested()).contains("kept        A number is doubled.",
                "not kept    A negative number is doubled.",
                "has ended with status 0, as System.exit() ends it",
                "1 of 2 requirements are kept.");
    }

    @Test
    void exhaustedMemoryIsTold() throws IOException {
        course.solve(DOUBLE, "var all = new java.util.ArrayList<int[]>();\n"
                + "while (n > 0) all.add(new int[n * 100_000]);\n" + DOUBLED);
        assertThat(tested()).contains("not kept    A number is doubled.",
                "The memory, 256 MB, was used up");
    }

    @Test
    void whatIsPrintedIsShortenedAndEscaped() throws IOException {
        course.solve(DOUBLE, "System.out.println(\"\\u001b[2Jred\");\n"
                + "while (n > 0) System.out.print(\"again \");\n" + DOUBLED);
        assertThat(tested()).contains("Your code has printed:", "| \\u001B[2Jred",
                "| again again", " …").hasSizeLessThan(4_000);
    }

    @Test
    void messageIsEscaped() throws IOException {
        course.solve(DOUBLE, "throw new IllegalStateException(\"\\u001b[2J\");");
        assertThat(tested()).contains("IllegalStateException: \\u001B[2J");
        assertThat(course.type("").out()).doesNotContain("\u001b");
    }

    @Test
    void longActualValueGivesWayToWhatWasExpected() throws IOException {
        course.solve(DOUBLE, """
                var actual = java.util.Collections.nCopies(99, "actual".repeat(10));
                org.assertj.core.api.Assertions.assertThat(actual).as("a list")
                        .containsExactly("expected ".repeat(99), "the second");
                return n;
                """);
        assertThat(tested()).containsSubsequence("[a list]", "Expecting actual:",
                "actualactual", "  …", "to contain exactly", "expected expected",
                "\"the second\"]", "(at DoubleIt.java:20)");
    }

    @Test
    void threadsThatAreLeftBehindDoNotMatter() throws IOException {
        course.solve(DOUBLE, """
                new Thread(() -> {
                    while (true) Thread.onSpinWait();
                }).start();
                """ + DOUBLED);
        assertThat(tested()).contains("Solved: 2 of 2");
    }

    @Test
    void standardInputIsEmpty() throws IOException {
        course.solve(DOUBLE,
                "try { return System.in.read() + 1 + 2 * n; } "
                        + "catch (java.io.IOException e) { return 0; }");
        assertThat(tested()).contains("Solved: 2 of 2");
    }

    @Test
    void lineEndsOfWindowsAreFine() throws IOException {
        course.solve(DOUBLE, DOUBLED);
        course.save(DOUBLE, Files.readString(course.folders.work(DOUBLE))
                .replace("\n", "\r\n"));
        assertThat(tested()).contains("Solved: 2 of 2");
    }

    @Test
    void testsBesideTheLearnersFileCountForNothing() throws IOException {
        Path own = course.folders.work(DOUBLE).resolveSibling("DoubleItTest.java");
        Files.writeString(own, Files.readString(course.folders.test(DOUBLE))
                .replaceAll("assertThat\\(.*;", ""));
        assertThat(tested()).contains("0 of 2 requirements are kept.");
    }

    @Test
    void testsInTheLearnersFileAreRefused() throws IOException {
        course.solve(DOUBLE, DOUBLED);
        course.save(DOUBLE, Files.readString(course.folders.work(DOUBLE))
                + "class DoubleItTest {\n}\n");
        assertThat(tested()).contains("duplicate class",
                "None of the 2 requirements was tested.");
    }

    @Test
    void anotherSignatureIsTold() throws IOException {
        course.save(DOUBLE, """
                package sevenservers.exercises.blocking;
                public final class DoubleIt {
                    public static int of(String n) {
                        return 2;
                    }
                }
                """);
        assertThat(tested()).contains(course.folders.test(DOUBLE) + ":15: ",
                "int cannot be converted to java.lang.String");
    }

    @Test
    void fileWithAnotherClassIsTold() throws IOException {
        course.save(DOUBLE, """
                package sevenservers.exercises.closing;
                class Other {
                }
                """);
        assertThat(tested()).contains(
                "has no class sevenservers.exercises.blocking.DoubleIt",
                "None of the 2 requirements was tested.");
    }

    @Test
    void emptyFileIsNoSolution() throws IOException {
        course.save(DOUBLE, "");
        assertThat(tested()).contains("None of the 2 requirements was tested.");
        assertThat(course.type("verify double-it").status()).isEqualTo(1);
    }

    private String tested() {
        return course.type("test double-it").out();
    }
}
