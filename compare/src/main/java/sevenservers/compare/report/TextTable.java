package sevenservers.compare.report;

import java.util.ArrayList;
import java.util.List;
import sevenservers.contract.Text;
import sevenservers.contract.cli.Words;

/**
 * A table of plain text. What does not fit into the width goes on beneath, with
 * the first column again, and without the rows that have nothing there.
 */
final class TextTable {

    private static final String GAP = "  ";

    private final List<String> head;
    private final List<List<String>> rows = new ArrayList<>();

    TextTable(List<String> head) {
        this.head = clean(head);
    }

    /**
     * Adds a row.
     *
     * @param cells as many as the head has; or two, the second of which is a remark
     *     that runs over all columns but the first
     */
    void row(List<String> cells) {
        rows.add(clean(cells));
    }

    /** The lines of the table, each of at most this width, if that can be. */
    List<String> lines(int width) {
        int[] widths = widths();
        List<String> lines = new ArrayList<>();
        int from = 1;
        do {
            int to = fitting(widths, from, width);
            if (from > 1) {
                lines.add("");
            }
            lines.add(line(head, widths, from, to));
            for (List<String> row : rows) {
                if (isRemark(row)) {
                    lines.addAll(from == 1 ? remark(row, widths[0], width)
                            : List.of());
                } else if (!String.join("", row.subList(from, to)).isEmpty()) {
                    lines.add(line(row, widths, from, to));
                }
            }
            from = to;
        } while (from < widths.length);
        return lines;
    }

    /** How wide each column is. A remark widens none but the first. */
    private int[] widths() {
        int[] widths = head.stream().mapToInt(TextTable::length).toArray();
        for (List<String> row : rows) {
            int columns = isRemark(row) ? 1 : widths.length;
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], length(row.get(column)));
            }
        }
        return widths;
    }

    private boolean isRemark(List<String> row) {
        return row.size() != head.size();
    }

    private static List<String> remark(List<String> row, int first, int width) {
        List<String> lines = new ArrayList<>();
        String name = row.getFirst();
        for (String line : Words.wrapped(row.get(1),
                width - first - GAP.length())) {
            lines.add(left(name, first) + GAP + line);
            name = "";
        }
        return lines;
    }

    /** One after the last column that fits, but at least one. */
    private static int fitting(int[] widths, int from, int width) {
        int used = widths[0];
        int to = from;
        while (to < widths.length && (to == from
                || used + GAP.length() + widths[to] <= width)) {
            used += GAP.length() + widths[to];
            to++;
        }
        return to;
    }

    private static String line(List<String> cells, int[] widths, int from,
            int to) {
        var line = new StringBuilder(left(cells.getFirst(), widths[0]));
        for (int column = from; column < to; column++) {
            String cell = cells.get(column);
            line.append(GAP).append(" ".repeat(widths[column] - length(cell)))
                    .append(cell);
        }
        return line.toString().stripTrailing();
    }

    private static String left(String cell, int width) {
        return cell + " ".repeat(width - length(cell));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static List<String> clean(List<String> cells) {
        return cells.stream().map(Text::escaped).toList();
    }
}
