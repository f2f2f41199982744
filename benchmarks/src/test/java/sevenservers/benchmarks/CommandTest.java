package sevenservers.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import sevenservers.contract.cli.CommandLines;

@Timeout(120)
class CommandTest {

    private static final Effort LEAST =
            new Effort(0, 0, 1, TimeValue.milliseconds(10));

    private static final String FIGURES = "( [\\d.,]+ \\| [\\d,]+ \\|)";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void runsEveryBenchmarkOfTimers() {
        assertThat(execute(new TimersCommand(LEAST))).as(err::toString).isZero();
        assertThat(out.toString()).matches("\n[^\n]+\n\\|---(\\|---:){4}\\|\n"
                + "(\\|[^|]+\\|" + FIGURES + "{2}\n){4}\n"
                + "Measured on [^\n]+\n");
        assertThat(err.toString()).hasLineCount(8).contains(
                "1 of 8: TimerBenchmark.cancelAndCallLater pending=1000, ",
                "8 of 8: TimerBenchmark.turn pending=1000000, ");
    }

    @Test
    void runsEveryBenchmarkOfDeferredsAndWritesTheTable() throws IOException {
        Path readme = Files.writeString(folder.resolve("README.md"),
                "before\n<!-- deferred:begin -->\n<!-- deferred:end -->\nafter\n");
        assertThat(execute(new DeferredCommand(LEAST), "--into", readme.toString()))
                .as(err::toString).isZero();
        assertThat(readme).content().matches("before\n<!-- deferred:begin -->\n\n"
                + "[^\n]+\n\\|---(\\|---:){6}\\|\n"
                + "(\\|[^|]+\\|" + FIGURES + "{3}\n){10}\n"
                + "Measured on [^\n]+\n\n<!-- deferred:end -->\nafter\n");
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).hasLineCount(30);
    }

    @Test
    void runsEveryBenchmarkOfWakeups() {
        assertThat(execute(new WakeupsCommand(LEAST))).as(err::toString).isZero();
        assertThat(out.toString()).matches("\n[^\n]+\n\\|---(\\|---:){4}\\|\n"
                + "(\\|[^|]+\\|" + FIGURES + "{2}\n){2}\n"
                + "Measured on [^\n]+\n");
        assertThat(err.toString()).hasLineCount(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"timers", "deferred", "wakeups"})
    void wantsAPlaceForTheTableBeforeItMeasures(String word) throws IOException {
        Path readme = Files.writeString(folder.resolve("README.md"),
                "<!-- other:begin -->\n<!-- other:end -->\n");
        assertThat(CommandLines.execute(redirected(Main.commands()), word, "--into",
                readme.toString())).isEqualTo(1);
        assertThat(err.toString()).hasLineCount(1).contains(
                "has no place for the tables", "<!-- " + word + ":begin -->");
        assertThat(readme).hasContent(
                "<!-- other:begin -->\n<!-- other:end -->\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void tellsOfABenchmarkThatFails(int forks) {
        var effort = new Effort(forks, 0, 1, TimeValue.milliseconds(10));
        assertThat(execute(new BrokenCommand(effort))).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines()).hasSize(2).last().asString()
                .startsWith("BrokenBenchmark.boom failed: "
                        + "java.lang.IllegalStateException: broken at "
                        + "sevenservers.benchmarks.BrokenBenchmark.boom(");
    }

    @Test
    void listsTheWordsAfterAWrongOne() {
        assertThat(CommandLines.execute(redirected(Main.commands()), "wrong"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("unknown word: wrong", "timers", "deferred");
    }

    private int execute(MeasureCommand command, String... args) {
        return CommandLines.execute(redirected(new CommandLine(command)), args);
    }

    private CommandLine redirected(CommandLine commands) {
        return commands.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
    }

    @Command(name = "broken")
    private static final class BrokenCommand extends MeasureCommand {

        BrokenCommand(Effort effort) {
            super(effort, BrokenBenchmark.class);
        }

        @Override
        String table(Map<String, Score> scores) {
            throw new AssertionError(List.copyOf(scores.keySet()));
        }
    }
}
