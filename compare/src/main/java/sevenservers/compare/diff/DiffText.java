package sevenservers.compare.diff;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import sevenservers.compare.diff.Row.Cell;
import sevenservers.compare.diff.Row.Mark;

/** Rows for a terminal, in two columns; a line that is too long goes on below. */
final class DiffText {

    private static final int NUMBER = 5;
    private static final int GUTTER = 3;
    private static final int NARROWEST = 20;
    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
    private static final AttributedStyle DIM = PLAIN.faint();

    private final int column;

    /** @param width the columns of the terminal */
    DiffText(int width) {
        column = Math.max(NARROWEST, (width - GUTTER) / 2 - NUMBER);
    }

    List<AttributedString> lines(String leftTitle, String rightTitle,
            List<Row> rows) {
        List<AttributedString> lines = new ArrayList<>();
        lines.add(line(new AttributedString(" ".repeat(NUMBER)),
                new AttributedString(leftTitle, PLAIN.bold()), "   ",
                new AttributedString(" ".repeat(NUMBER)),
                new AttributedString(rightTitle, PLAIN.bold())));
        rows.forEach(row -> add(lines, row));
        return lines;
    }

    private void add(List<AttributedString> lines, Row row) {
        List<AttributedString> left = wrapped(row.left(), AttributedStyle.RED);
        List<AttributedString> right = wrapped(row.right(), AttributedStyle.GREEN);
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            lines.add(line(number(row.left(), i), part(left, i), sign(row),
                    number(row.right(), i), part(right, i)));
        }
    }

    private AttributedString line(AttributedString leftNumber,
            AttributedString left, String sign, AttributedString rightNumber,
            AttributedString right) {
        return new AttributedStringBuilder().append(leftNumber).append(left)
                .append(" ".repeat(Math.max(0, column - left.columnLength())))
                .append(sign, DIM).append(rightNumber).append(right)
                .toAttributedString();
    }

    /** As {@code diff -y} writes it, for those who see no colours. */
    private static String sign(Row row) {
        return row.left() == null ? " > "
                : row.right() == null ? " < "
                : row.left().mark() == Mark.SAME ? "   " : " | ";
    }

    private static AttributedString number(Cell cell, int part) {
        return new AttributedString(cell == null || part > 0 ? " ".repeat(NUMBER)
                : "%4d ".formatted(cell.number()), DIM);
    }

    private static AttributedString part(List<AttributedString> parts, int index) {
        return index < parts.size() ? parts.get(index) : AttributedString.EMPTY;
    }

    private List<AttributedString> wrapped(Cell cell, int colour) {
        if (cell == null) {
            return List.of();
        }
        var text = new AttributedStringBuilder();
        AttributedStyle differing = cell.mark() == Mark.ALONE
                ? PLAIN.foreground(colour)
                : PLAIN.foreground(colour).bold();
        cell.spans().forEach(span -> text.append(span.text(),
                span.differs() ? differing : PLAIN));
        List<AttributedString> parts = text.toAttributedString()
                .columnSplitLength(column);
        return parts.isEmpty() ? List.of(AttributedString.EMPTY) : parts;
    }
}
