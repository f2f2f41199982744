package sevenservers.exercises.board;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What becomes of the comment of a stub. */
class JavadocTest {

    @Test
    void marksAreThoseOfMarkdown() {
        assertThat(Javadoc.markdown("""
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
                 *
                 * <pre>
                 *  a &lt; b
                 * </pre>
                 *
                 * @param most how many there are
                 *        at most
                 */
                @SuppressWarnings("unused") // until it is written
                final class Counts {

                    /** A method. */
                }
                """)).isEqualTo("""
                Counts `a < b` & more, see `next` and
                the list.

                The rules:


                - One,
                on two lines.
                - `java.util.Map`


                ```
                 a < b
                ```

                - `most`: how many there are
                       at most""");
    }

    @Test
    void sourceWithoutACommentHasNoText() {
        assertThat(Javadoc.markdown("class Counts {\n\n    /** A method. */\n}\n"))
                .isEmpty();
    }
}
