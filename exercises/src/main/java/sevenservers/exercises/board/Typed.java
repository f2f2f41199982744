package sevenservers.exercises.board;

import java.util.Locale;

/** What the learner is to type. */
final class Typed {

    private static final boolean WINDOWS = System.getProperty("os.name")
            .toLowerCase(Locale.ROOT).startsWith("windows");

    private Typed() {
    }

    /** The command line for some words of the board. */
    static String words(String words) {
        return (WINDOWS ? "mvnw" : "./mvnw") + " -q -Dexercise=\"" + words + "\"";
    }

    /** The same for a line that begins with the name of the board. */
    static String line(String line) {
        return words(line.substring(line.indexOf(' ') + 1));
    }
}
