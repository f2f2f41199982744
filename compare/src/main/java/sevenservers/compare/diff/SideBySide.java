package sevenservers.compare.diff;

import java.util.List;
import org.jline.utils.AttributedString;

/** Two sources, so that what belongs together stands side by side. */
public final class SideBySide {

    private final String leftTitle;
    private final String rightTitle;
    private final List<Row> rows;

    public SideBySide(String leftTitle, String left, String rightTitle,
            String right) {
        this.leftTitle = leftTitle;
        this.rightTitle = rightTitle;
        rows = Row.of(left, right);
    }

    /** Lines for a terminal of so many columns. */
    public List<AttributedString> text(int width) {
        return new DiffText(width).lines(leftTitle, rightTitle, rows);
    }

    /** A page of HTML that needs no other file. */
    public String page() {
        return DiffPage.of(leftTitle, rightTitle, rows);
    }
}
