package sevenservers.slides;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One slide.
 *
 * @param number from 1, the title's
 * @param id of its place in the page
 * @param title HTML, as is the rest
 * @param minutes how long one talks about it
 * @param content what stands under the title
 * @param notes what the speaker sees
 */
record Slide(Kind kind, int number, String id, String title, BigDecimal minutes,
        String content, String notes) {

    /** What a slide is for, and so what it looks like. */
    enum Kind {

        TITLE(""), IDEA(""), CODE(""), DIAGRAM(""), DEMO("Demo"),
        QUESTION("Question"), EXERCISES("Exercises");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** @throws Wrong if none of the roles is a kind's name */
        static Kind of(List<String> roles) {
            return Stream.of(values()).filter(kind -> roles.contains(kind.role()))
                    .findFirst().orElseThrow(() -> new Wrong(
                            "has no kind, such as [.idea,minutes=2]"));
        }

        /** Its name in a deck and in the style sheet. */
        String role() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Stands over the title; empty where one sees what it is. */
        String label() {
            return label;
        }
    }

    /** For the clock of the speaker's view. */
    int seconds() {
        return minutes.multiply(BigDecimal.valueOf(60)).intValue();
    }
}
