package sevenservers.exercises.board;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What Markdown looks like in a terminal. */
class ProseTest {

    @Test
    void linesAreWrappedAndCodeAndListsIndented() {
        assertThat(Prose.of("""
                # A title

                A line that
                ends early, with `code` and *stress*, and goes on until \
                it is too long for a terminal.

                - One, whose line is as long as that of the paragraph \
                above it, or even a word longer.

                  ```java
                  in(one);
                  ```
                - Two.

                ```java
                if (a < b) {
                    next();
                }
                ```
                """)).isEqualTo("""
                A title

                A line that ends early, with `code` and stress, and goes \
                on until it is too long
                for a terminal.

                - One, whose line is as long as that of the paragraph \
                above it, or even a word
                  longer.

                      in(one);
                - Two.

                    if (a < b) {
                        next();
                    }""");
    }
}
