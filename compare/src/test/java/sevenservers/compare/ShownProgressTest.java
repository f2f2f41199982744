package sevenservers.compare;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import sevenservers.compare.run.Progress;

class ShownProgressTest {

    private static final Duration WHOLE = Duration.ofSeconds(40);

    @Test
    void aTerminalHasABarOfWhatIsDoneAndWhatWasNotNeeded() {
        var shown = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(shown, true, UTF_8));
        try (Progress progress = ShownProgress.on(
                new Screen(100, 24, true, false), WHOLE, 2, nowhere())) {
            progress.begin("ping");
            progress.step("a", Duration.ofSeconds(20));
            progress.step("b", Duration.ofSeconds(4));
            progress.skip(Duration.ofSeconds(6));
            progress.step("c", Duration.ofSeconds(10));
        } finally {
            System.setErr(before);
        }
        assertThat(shown.toString(UTF_8)).as("the last step is not done")
                .contains("30/40 s").contains("ping c");
    }

    @Test
    void elsewhereEachScenarioHasALine() {
        var shown = new StringWriter();
        try (Progress progress = ShownProgress.on(
                new Screen(100, 24, false, false), WHOLE, 2,
                new PrintWriter(shown))) {
            progress.begin("ping");
            progress.step("a", Duration.ofSeconds(20));
            progress.begin("pong");
            progress.skip(Duration.ofSeconds(20));
        }
        assertThat(shown.toString().lines()).containsExactly("1 of 2: ping",
                "2 of 2: pong");
    }

    private static PrintWriter nowhere() {
        return new PrintWriter(new StringWriter());
    }
}
