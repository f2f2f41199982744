package sevenservers.exercises.board;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the comment of a stub looks like without its marks. */
class JavadocTest {

    @Test
    void textHasNoMarks() {
        assertThat(Javadoc.text("""
                import java.util.List;

                /**
                 * Counts {@code a < b} &amp; more, see {@link #next} and
                 * {@link java.util.List the list}.
                 *
                 * <p>The rules:
                 *
                 * <ul>
                 * <li>One,
                 * on two lines.
                 * <li>{@link java.util.Map}
                 * </ul>
                 */
                @SuppressWarnings("unused") // until it is written
                final class Counts {

                    /** A method. */
                }
                """)).isEqualTo("""
                Counts a < b & more, see next and
                the list.

                The rules:

                - One,
                on two lines.
                - java.util.Map""");
    }

    @Test
    void sourceWithoutACommentHasNoText() {
        assertThat(Javadoc.text("class Counts {\n\n    /** A method. */\n}\n"))
                .isEmpty();
    }
}
