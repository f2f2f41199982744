package sevenservers.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When glances in a row are enough. */
class StillnessTest {

    private final Stillness<Integer> stillness = new Stillness<>();

    @Test
    void fiveThatAreLikeTheOneBefore() {
        assertThat(IntStream.range(0, 6).mapToObj(_ -> see(1)))
                .containsExactly(false, false, false, false, false, true);
    }

    @Test
    void progressBeginsThemAnew() {
        assertThat(
                IntStream.of(1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2).mapToObj(this::see))
                .containsExactly(false, false, false, false, false, false, false,
                        false, false, false, true);
    }

    @Test
    void oneThatDoesNotCountBeginsThemAnew() {
        assertThat(IntStream.range(0, 9)
                .mapToObj(i -> stillness.isSeen(1, i != 3)))
                .containsExactly(false, false, false, false, false, false, false,
                        false, true);
    }

    private boolean see(int value) {
        return stillness.isSeen(value, true);
    }
}
