package sevenservers.compare.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import sevenservers.compare.diff.Row.Cell;
import sevenservers.compare.diff.Row.Span;

class RowTest {

    @Test
    void equalLinesStandSideBySide() {
        assertThat(shown("a\nb\n", "a\nb\n")).containsExactly("1 a | 1 a",
                "2 b | 2 b");
    }

    @Test
    void aLineOfOneAloneHasNothingBesideIt() {
        assertThat(shown("one\nmore\ntwo\n", "one\ntwo\n")).containsExactly(
                "1 one | 1 one", "2 [more] | ", "3 two | 2 two");
        assertThat(shown("", "one\n")).containsExactly(" | 1 [one]");
    }

    @Test
    void wordsThatDifferAreMarked() {
        assertThat(shown("int a = read(in);", "int b = read(in, 5);"))
                .containsExactly(
                        "1 int [a] = read(in); | 1 int [b] = read(in[, 5]);");
    }

    @Test
    void aChangedLineIsFoundBehindOthers() {
        assertThat(shown("channel.write(buffer.flip());",
                "lock.lock();\ntry {\nchannel.write(out.flip());"))
                .containsExactly(" | 1 [lock.lock();]", " | 2 [try {]",
                        "1 channel.write([buffer].flip()); | "
                                + "3 channel.write([out].flip());");
    }

    @Test
    void linesThatHaveNothingInCommonShareRows() {
        assertThat(shown("start\nalpha();\nbeta();\nend", "start\nx = 1;\nend"))
                .containsExactly("1 start | 1 start", "2 [alpha();] | 2 [x = 1;]",
                        "3 [beta();] | ", "4 end | 3 end");
    }

    @Test
    void longLinesHoldMoreThanBraces() {
        assertThat(shown("}\nprivate void run() {\n}", "private void run() {\n}"))
                .containsExactly("1 [}] | ",
                        "2 private void run() { | 1 private void run() {",
                        "3 } | 2 }");
    }

    @Test
    void noControlCharacterIsShown() {
        assertThat(shown("\u001b[31m", "\u001b[31m"))
                .containsExactly("1 \\u001B[31m | 1 \\u001B[31m");
    }

    private static List<String> shown(String left, String right) {
        return Row.of(left, right).stream()
                .map(row -> shown(row.left()) + " | " + shown(row.right()))
                .toList();
    }

    private static String shown(Cell cell) {
        return cell == null ? "" : cell.number() + " " + cell.spans().stream()
                .map(RowTest::shown).collect(Collectors.joining());
    }

    private static String shown(Span span) {
        return span.differs() ? "[" + span.text() + "]" : span.text();
    }
}
