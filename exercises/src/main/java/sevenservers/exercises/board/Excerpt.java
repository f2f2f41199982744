package sevenservers.exercises.board;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import sevenservers.contract.cli.Words;

/**
 * A message that is short enough to be read. AssertJ tells first what there was,
 * which may be anything: that is what gives way to what there should have been.
 */
final class Excerpt {

    private static final int LINES = 25;
    private static final int WIDTH = 66;
    private static final int LONGEST = 200;
    private static final int LEAST_OF_ACTUAL = 3;

    private Excerpt() {
    }

    static String of(String message) {
        var lines = new ArrayList<>(message.strip().lines()
                .flatMap(Excerpt::fitting).toList());
        if (lines.size() > LINES) {
            shorten(actual(lines), lines.size() - LINES);
        }
        if (lines.size() > LINES) {
            lines.subList(LINES, lines.size()).clear();
            lines.add("…");
        }
        return String.join("\n", lines);
    }

    /** A description is a sentence; of other lines the end matters less. */
    private static Stream<String> fitting(String line) {
        if (line.startsWith("[")) {
            return Words.wrapped(line, WIDTH).stream();
        }
        return Stream.of(line.length() <= LONGEST ? line
                : line.substring(0, LONGEST) + " …");
    }

    /** The indented lines after what AssertJ calls the actual value. */
    private static List<String> actual(List<String> lines) {
        int begin = 0;
        while (begin < lines.size()
                && !lines.get(begin).matches("(.*: )?Expecting .*:")) {
            begin++;
        }
        int end = Math.min(begin + 1, lines.size());
        begin = end;
        while (end < lines.size() && lines.get(end).startsWith(" ")) {
            end++;
        }
        return lines.subList(begin, end);
    }

    /** Takes so many lines away from the end, but leaves a few. */
    private static void shorten(List<String> actual, int tooMany) {
        int kept = Math.max(LEAST_OF_ACTUAL, actual.size() - tooMany - 1);
        if (kept + 1 < actual.size()) {
            actual.subList(kept, actual.size()).clear();
            actual.add("  …");
        }
    }
}
