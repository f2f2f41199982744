package sevenservers.contract.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Where lines end. */
class WordsTest {

    @Test
    void lineIsAsLongAsItMayBe() {
        assertThat(Words.wrapped("ab cd ef ghi longer-than-that k l", 5))
                .containsExactly("ab cd", "ef", "ghi", "longer-than-that", "k l");
    }

    @Test
    void twoSpacesAreTwo() {
        assertThat(Words.wrapped("/msg  x", 20)).containsExactly("/msg  x");
    }
}
