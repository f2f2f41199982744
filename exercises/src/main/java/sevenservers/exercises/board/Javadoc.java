package sevenservers.exercises.board;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the comment of a class says, as plain text. */
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

    /** The text of the first class in a source, without Javadoc's marks. */
    static String text(String source) {
        Matcher comment = COMMENT.matcher(source);
        return comment.find() ? plain(comment.group(1)) : "";
    }

    private static String plain(String comment) {
        String text = comment.replaceAll("(?m)^ *\\*( |$)", "");
        text = LABELLED_LINK.matcher(text).replaceAll("$1");
        return INLINE.matcher(text).replaceAll("$1")
                .replaceAll("(?m)^ *<li>", "- ")
                .replaceAll("</?[a-z]+>", "")
                .replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
                .replaceAll("\n{3,}", "\n\n").strip();
    }
}
