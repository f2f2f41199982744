package sevenservers.compare.diff;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import sevenservers.compare.diff.Row.Cell;
import sevenservers.compare.diff.Row.Span;

/** Rows as a page of its own, for light and dark screens. */
final class DiffPage {

    private DiffPage() {
    }

    static String of(String leftTitle, String rightTitle, List<Row> rows) {
        var body = new StringBuilder();
        for (Row row : rows) {
            body.append("<tr>").append(cell("left", row.left()))
                    .append(cell("right", row.right())).append("</tr>\n");
        }
        return template().replace("{left}", escaped(leftTitle))
                .replace("{right}", escaped(rightTitle)).replace("{rows}", body);
    }

    private static String cell(String side, Cell cell) {
        if (cell == null) {
            return "<td></td><td></td>";
        }
        var code = new StringBuilder();
        for (Span span : cell.spans()) {
            String text = escaped(span.text());
            code.append(span.differs() ? "<mark>" + text + "</mark>" : text);
        }
        return "<td class=\"number\">%d</td><td class=\"code %s %s\">%s</td>"
                .formatted(cell.number(), side, switch (cell.mark()) {
                    case SAME -> "same";
                    case CHANGED -> "changed";
                    case ALONE -> "alone";
                }, code);
    }

    private static String template() {
        try (InputStream in = DiffPage.class.getResourceAsStream("page.html")) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
