package sevenservers.exercises.board;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the comment of a class says, as plain text. */
final class Javadoc {

    private static final Pattern COMMENT = Pattern.compile(
            "/\\*\\*(.*?)\\*/\\s*(?:@\\S+\\s+)*"
                    + "(?:public |final |abstract |sealed )*"
                    + "(?:class|record|interface|enum) ",
            Pattern.DOTALL);
    private static final Pattern INLINE =
            Pattern.compile("\\{@\\w+\\s+([^{}]*)}");

    private Javadoc() {
    }

    /** The text of the first class in a source, without Javadoc's marks. */
    static String text(String source) {
        Matcher comment = COMMENT.matcher(source);
        return comment.find() ? plain(comment.group(1)) : "";
    }

    private static String plain(String comment) {
        String text = comment.replaceAll("(?m)^ *\\*( |$)", "");
        return INLINE.matcher(text).replaceAll("$1")
                .replaceAll("(?m)^ *<li>", "- ")
                .replaceAll("</?[a-z]+>", "")
                .replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
                .replaceAll("\n{3,}", "\n\n").strip();
    }
}
