package sevenservers.slides;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Lines of code that fit on a slide, or in a column.
 *
 * @param lines none of them longer than {@link #COLUMNS}
 */
record Snippet(List<String> lines) {

    static final int COLUMNS = 80;

    /** As many as a slide takes. */
    static final int LINES = 18;

    /** @throws Wrong if it is too long, or too wide */
    Snippet(List<String> lines, int maxLines) {
        this(lines);
        if (lines.size() > maxLines) {
            throw new Wrong("%d lines are more than %d; cut a part=\"from .. to\", "
                    .formatted(lines.size(), maxLines)
                    + "or allow more by maxLines");
        }
        for (String line : lines) {
            if (line.length() > COLUMNS) {
                throw new Wrong("%d columns are more than %d: %s"
                        .formatted(line.length(), COLUMNS, line.strip()));
            }
        }
    }

    /**
     * From a line to a line of these.
     *
     * @param range {@code from .. to}, each the text of a line or a
     *            {@code /regular expression/}; one of them alone is that line,
     *            and {@code from .. by way of .. to} looks for the last from the
     *            second on
     */
    static List<String> part(List<String> lines, String range) {
        int[] found = new Snippet(lines).range(range);
        return String.join("\n", lines.subList(found[0] - 1, found[1]))
                .stripIndent()
                .lines().toList();
    }

    /**
     * The lines that are lit one step after the other, as reveal.js wants them.
     *
     * @param steps ranges as in {@link #part}, those of a step joined by
     *            {@code  & }, the steps by {@code  | }; {@code all} is all lines
     * @return such as {@code 2-4,7|9}
     * @throws Wrong if a line is not there
     */
    String highlights(String steps) {
        List<String> result = new ArrayList<>();
        for (String step : steps.split(" \\| ", -1)) {
            List<String> ranges = new ArrayList<>();
            for (String range : step.split(" & ", -1)) {
                int[] found = range.strip().equals("all")
                        ? new int[] {1, lines.size()}
                        : range(range);
                ranges.add(found[0] + (found[0] == found[1] ? "" : "-" + found[1]));
            }
            result.add(String.join(",", ranges));
        }
        return String.join("|", result);
    }

    /** The first and the last line's number, from 1. */
    private int[] range(String range) {
        String[] ways = range.split(" \\.\\. ", -1);
        int first = find(ways[0].strip(), 0);
        int last = first;
        for (String way : List.of(ways).subList(1, ways.length)) {
            last = find(way.strip(), last);
        }
        return new int[] {first + 1, last + 1};
    }

    private int find(String wanted, int from) {
        boolean isPattern = wanted.length() > 2 && wanted.startsWith("/")
                && wanted.endsWith("/");
        Pattern pattern;
        try {
            pattern = Pattern.compile(isPattern
                    ? wanted.substring(1, wanted.length() - 1)
                    : Pattern.quote(wanted));
        } catch (PatternSyntaxException malformed) {
            throw new Wrong(malformed.getMessage());
        }
        for (int i = from; i < lines.size(); i++) {
            if (pattern.matcher(lines.get(i)).find()) {
                return i;
            }
        }
        throw new Wrong("no line has “" + wanted + "”"
                + (from == 0 ? "" : " from line " + (from + 1) + " on"));
    }
}
