package sevenservers.exercises.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is left of a message that is too long. */
class ExcerptTest {

    @Test
    void shortMessageStaysAsItIs() {
        String message = wrong(numbers(10, 12), numbers(10, 15)).strip()
                .replace("] \n", "]\n");
        assertThat(Excerpt.of("\n" + message + "\n")).isEqualTo(message);
    }

    @Test
    void longActualValueGivesWay() {
        assertThat(Excerpt.of(wrong(numbers(10, 99), numbers(100, 110))))
                .hasLineCount(26)
                .containsSubsequence("[as told]", "Expecting actual:", "\"10\"",
                        "\"12\"", "\n  …", "to contain exactly", "\"100\"",
                        "\"109\"]", "and others were not expected", "\n…")
                .doesNotContain("\"98\"");
    }

    @Test
    void noMoreOfTheActualValueGivesWayThanMust() {
        String message = "Expecting actual:\n" + "  one\n".repeat(30)
                + "to be something else";
        assertThat(Excerpt.of(message)).isEqualTo("Expecting actual:\n"
                + "  one\n".repeat(22) + "  …\nto be something else");
    }

    @Test
    void messageOfAnotherShapeLosesItsEnd() {
        String lines = "line\n".repeat(25);
        assertThat(Excerpt.of(lines + "the last")).isEqualTo(lines + "…");
    }

    @Test
    void longDescriptionIsWrapped() {
        String description = "[" + "six of ".repeat(20) + "them]";
        String excerpt = Excerpt.of(description + " \nExpecting");
        assertThat(excerpt.replace('\n', ' '))
                .isEqualTo(description + " Expecting");
        assertThat(excerpt.lines()).hasSize(4)
                .allMatch(line -> line.length() <= 66);
    }

    @Test
    void longLineLosesItsEnd() {
        assertThat(Excerpt.of("x".repeat(200) + "y\nz"))
                .isEqualTo("x".repeat(200) + " …\nz");
    }

    /** What AssertJ says of two lists that differ. */
    private static String wrong(List<String> actual, List<String> expected) {
        try {
            assertThat(actual).as("as told")
                    .containsExactlyElementsOf(expected);
        } catch (AssertionError told) {
            return told.getMessage();
        }
        throw new IllegalArgumentException("the lists are equal");
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf)
                .toList();
    }
}
