package sevenservers.compare.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A server is warm when three slices in a row are alike. */
class WarmUpTest {

    private static final Duration SLICE = Duration.ofMillis(300);

    private final WarmUp warmUp = new WarmUp();

    @Test
    void itIsWarmWhenTheRateHasSettled() throws IOException {
        assertThat(slices(100.0, 200.0, 300.0, 291.0, 305.0))
                .containsExactly(false, false, false, false, true);
    }

    @Test
    void twoSlicesThatAreAlikeMayBeChance() throws IOException {
        assertThat(slices(100.0, 100.0, 50.0, 100.0)).containsOnly(false);
    }

    @Test
    void slowlyGrowingIsNotSettled() throws IOException {
        assertThat(slices(100.0, 103.0, 106.0, 109.2)).containsOnly(false);
    }

    @Test
    void whatIsWrongIsToldAtOnce() {
        assertThatThrownBy(() -> warmUp.warmUp(new Rates(), SLICE))
                .isInstanceOf(WrongAnswer.class);
    }

    private List<Boolean> slices(Double... rates) throws IOException {
        var load = new Rates(rates);
        List<Boolean> warm = new ArrayList<>();
        while (!load.left.isEmpty()) {
            warm.add(warmUp.warmUp(load, SLICE));
        }
        return warm;
    }

    /** Clients whose rates are known, and then a wrong answer. */
    private static final class Rates implements Load {

        private final Deque<Double> left;

        Rates(Double... rates) {
            left = new ArrayDeque<>(List.of(rates));
        }

        @Override
        public Sample run(Duration time) {
            throw new AssertionError("not a warm-up");
        }

        @Override
        public double warmUp(Duration time) throws IOException {
            assertThat(time).isEqualTo(SLICE);
            if (left.isEmpty()) {
                throw new WrongAnswer("there is no more");
            }
            return left.removeFirst();
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }
}
