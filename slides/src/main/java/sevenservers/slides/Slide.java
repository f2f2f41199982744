package sevenservers.slides;

import java.math.BigDecimal;

/**
 * One slide.
 *
 * @param kind what it is for, and so what it looks like
 * @param number from 1, the title's
 * @param minutes how long one talks about it
 * @param content its HTML, without the heading
 * @param notes what the speaker sees, HTML
 */
record Slide(Kind kind, int number, String id, String title, BigDecimal minutes,
        String content, String notes) {

    enum Kind {
        TITLE(""), IDEA(""), CODE(""), DIAGRAM(""), DEMO("Demo"), QUESTION("Question"),
        EXERCISES("Exercises");

        private final String label;

        Kind(String label) {
            this.label = label;
        }
    }

    String kindName() {
        return kind.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Stands over the heading; empty for kinds that one recognises without. */
    String label() {
        return kind.label;
    }

    /** In seconds, for the clock of the speaker's view. */
    int seconds() {
        return minutes.multiply(BigDecimal.valueOf(60)).intValue();
    }
}
