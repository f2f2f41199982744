package sevenservers.exercises.board;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the comment of a class says, in Markdown. */
final class Javadoc {

    /** That of a class on its own begins where its line begins. */
    private static final Pattern COMMENT =
            Pattern.compile("^/\\*\\*(.*?)\\*/",
                    Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern LABELLED_LINK =
            Pattern.compile("\\{@link\\s+[^\\s}]+\\s+([^}]*)}");
    private static final Pattern INLINE =
            Pattern.compile("\\{@\\w+\\s+#?([^{}]*)}");

    private Javadoc() {
    }

    /** The text of the first class in a source; code and names stand in marks. */
    static String markdown(String source) {
        Matcher comment = COMMENT.matcher(source);
        return comment.find() ? markdownOf(comment.group(1)) : "";
    }

    private static String markdownOf(String comment) {
        String text = comment.replaceAll("(?m)^ *\\*( |$)", "");
        text = LABELLED_LINK.matcher(text).replaceAll("$1");
        return INLINE.matcher(text).replaceAll("`$1`")
                .replaceAll("(?m)^ *<li>", "- ")
                .replaceAll("(?m)^@param (\\w+)", "- `$1`:")
                .replaceAll("</?pre>", "```")
                .replaceAll("</?[a-z]+>", "")
                .replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
                .strip();
    }
}
