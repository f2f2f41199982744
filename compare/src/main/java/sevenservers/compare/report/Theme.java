package sevenservers.compare.report;

/**
 * The colours of all that is no contender's. The page and the charts name them as
 * variables of CSS; a drawing for a slide has the colours themselves.
 */
enum Theme {

    LIGHT("--ink: #1b2027; --muted: #59636e; --line: #d8dde3; --paper: #ffffff; "
            + "--panel: #f5f6f8; --good: 0, 114, 140; --bad: 196, 88, 12;"),
    DARK("--ink: #edf0f3; --muted: #a3adb8; --line: #39424c; --paper: #14181d; "
            + "--panel: #1c2127; --good: 64, 178, 204; --bad: 232, 136, 64;");

    private final String css;

    Theme(String css) {
        this.css = css;
    }

    /** What a rule of CSS says to set the variables. */
    String css() {
        return css;
    }

    /** The drawing with the colours in place of the variables. */
    String applyTo(String svg) {
        String applied = svg;
        for (String rule : css.split("; ?", 0)) {
            int colon = rule.indexOf(": ");
            applied = applied.replace("var(" + rule.substring(0, colon) + ")",
                    rule.substring(colon + 2));
        }
        return applied;
    }
}
