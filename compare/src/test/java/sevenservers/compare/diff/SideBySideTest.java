package sevenservers.compare.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class SideBySideTest {

    private static final SideBySide SOURCES = new SideBySide("A & B",
            "same\nif (a < b) {\nonly here", "C", "same\nif (a < c) {\n");

    @Test
    void aTerminalWithoutColoursShowsWhereLinesDiffer() {
        assertThat(plain(SOURCES, 50)).containsExactly(
                "     A & B                       C",
                "   1 same                      1 same",
                "   2 if (a < b) {         |    2 if (a < c) {",
                "   3 only here            <");
    }

    @Test
    void coloursAreOfTheWordsThatDiffer() {
        String row = SOURCES.text(50).get(2).toAnsi(256,
                AttributedString.ForceMode.None);
        assertThat(row).contains("\u001b[31;1mb\u001b[0m",
                "\u001b[32;1mc\u001b[0m");
    }

    @Test
    void aLongLineGoesOnBelow() {
        var sources = new SideBySide("A", "x".repeat(30), "B", "y");
        assertThat(plain(sources, 53)).containsExactly("     A"
                + " ".repeat(27) + "B",
                "   1 " + "x".repeat(20) + " |    1 y", "     " + "x".repeat(10)
                        + " ".repeat(10) + " |");
    }

    @Test
    void noLineIsWiderThanTheTerminal() {
        var sources = new SideBySide("A", "x".repeat(300), "B", "y".repeat(300));
        assertThat(sources.text(80)).hasSizeGreaterThan(4)
                .allSatisfy(line -> assertThat(line.columnLength())
                        .isLessThanOrEqualTo(80));
    }

    @Test
    void thePageShowsSignsAsTheyAre() {
        assertThat(SOURCES.page())
                .contains("<title>A &amp; B and C</title>",
                        "if (a &lt; <mark>b</mark>) {",
                        "<td class=\"number\">3</td>"
                                + "<td class=\"code left alone\">"
                                + "<mark>only here</mark></td><td></td><td></td>")
                .contains("prefers-color-scheme: dark")
                .doesNotContain("http");
    }

    private static List<String> plain(SideBySide sources, int width) {
        return sources.text(width).stream()
                .map(line -> line.toString().stripTrailing()).toList();
    }
}
