package sevenservers.compare.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import sevenservers.contract.Text;

/**
 * One line of a source.
 *
 * @param number its number, from 1
 * @param words its words, signs and spaces, in order
 * @param vocabulary each of its words once
 * @param weight the number of characters that are no spaces
 */
record Line(int number, List<String> words, Set<String> vocabulary, int weight) {

    private static final Pattern WORD = Pattern.compile("\\w+|\\s+|[^\\w\\s]");

    /** The lines of a source, as they may be shown. */
    static List<Line> of(String source) {
        List<Line> lines = new ArrayList<>();
        source.lines().forEach(text -> {
            List<String> words =
                    WORD.matcher(Text.escaped(text).replace("\t", "    "))
                            .results().map(MatchResult::group).toList();
            lines.add(new Line(lines.size() + 1, words, Set.copyOf(words),
                    words.stream().mapToInt(Line::weight).sum()));
        });
        return lines;
    }

    static int weight(String word) {
        return word.isBlank() ? 0 : word.length();
    }
}
