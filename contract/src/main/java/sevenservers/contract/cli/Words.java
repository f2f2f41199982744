package sevenservers.contract.cli;

import java.util.ArrayList;
import java.util.List;

/** Words as lines. */
public final class Words {

    private Words() {
    }

    /** Lines of no more than so many characters; a longer word has its own. */
    public static List<String> wrapped(String words, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : words.strip().split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
