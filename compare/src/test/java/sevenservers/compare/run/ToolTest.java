package sevenservers.compare.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A program that hangs does not hang this one. */
@Timeout(120)
class ToolTest {

    @Test
    void whatItPrintsIsSaid() {
        assertThat(Tool.ask("echo", " a word ")).hasValue("a word");
    }

    @Test
    void whatFailsSaysNothing() {
        assertThat(Tool.ask("/bin/sh", "-c", "echo a word; exit 1")).isEmpty();
        assertThat(Tool.ask("/no/such/tool")).isEmpty();
    }

    @Test
    void whatHangsIsEnded() {
        assertThat(Tool.ask(Duration.ofMillis(100), "sleep", "60")).isEmpty();
    }

    @Test
    void whatPrintsAllTheTimeIsEnded() {
        assertThat(Tool.ask(Duration.ofMillis(100), "yes")).isEmpty();
    }
}
