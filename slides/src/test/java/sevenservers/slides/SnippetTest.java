package sevenservers.slides;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnippetTest {

    private static final List<String> LINES = List.of("void run() {",
            "    while (true) {", "        turn(a | b);", "    }", "}");

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"all; 1-5", "turn(; 3",
        "while .. /^ {4}}$/; 2-4",
        "run() & turn | while .. turn | all; 1,3|2-3|1-5"})
    @DisplayName("steps are named by the code that they light")
    void steps(String steps, String numbers) {
        assertThat(new Snippet(LINES).highlights(steps)).isEqualTo(numbers);
    }

    @ParameterizedTest
    @CsvSource({"sleep", "all | sleep", "turn .. run()", "/^turn/"})
    @DisplayName("a step whose line is not there is an error")
    void drifted(String steps) {
        var snippet = new Snippet(LINES);
        assertThatThrownBy(() -> snippet.highlights(steps))
                .isInstanceOf(Wrong.class).hasMessageContaining("no line has");
    }

    @Test
    @DisplayName("a step that is no regular expression is an error")
    void malformed() {
        var snippet = new Snippet(LINES);
        assertThatThrownBy(() -> snippet.highlights("/turn(/"))
                .isInstanceOf(Wrong.class).hasMessageContaining("turn(");
    }

    @Test
    @DisplayName("a part is cut out and moved to the left")
    void part() {
        assertThat(Snippet.part(LINES, "while .. /^ {4}}/"))
                .containsExactly("while (true) {", "    turn(a | b);", "}");
        assertThat(Snippet.part(LINES, "run() .. while .. /}$/"))
                .hasSize(4).last().isEqualTo("    }");
    }

    @Test
    @DisplayName("what is too long or too wide for a slide is an error")
    void limits() {
        assertThatThrownBy(() -> new Snippet(LINES, 4)).isInstanceOf(Wrong.class)
                .hasMessageContaining("5 lines are more than 4");
        List<String> wide = Collections.nCopies(1, "x".repeat(81));
        assertThatThrownBy(() -> new Snippet(wide, 4)).isInstanceOf(Wrong.class)
                .hasMessageContaining("81 columns");
    }
}
