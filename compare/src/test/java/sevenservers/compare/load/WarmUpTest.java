package sevenservers.compare.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import sevenservers.compare.load.WarmUp.End;

/** A warm-up ends when three slices in a row are alike, or its time is over. */
class WarmUpTest {

    private static final Duration SLICE = Duration.ofMillis(300);
    private static final WarmUp WARM_UP = new WarmUp(SLICE);

    @Test
    void itEndsWhenTheRateHasSettled() throws IOException {
        var load = new Rates(100.0, 200.0, 300.0, 291.0, 305.0, 1.0);
        assertThat(WARM_UP.warmUp(load, SLICE.multipliedBy(10)))
                .isEqualTo(End.SETTLED);
        assertThat(load.left).containsExactly(1.0);
    }

    @Test
    void twoSlicesThatAreAlikeMayBeChance() throws IOException {
        var load = new Rates(100.0, 100.0, 50.0, 100.0);
        assertThat(WARM_UP.warmUp(load, SLICE.multipliedBy(4)))
                .isEqualTo(End.TIME_OVER);
        assertThat(load.left).isEmpty();
    }

    @Test
    void slowlyGrowingIsNotSettled() throws IOException {
        var load = new Rates(100.0, 103.0, 106.0, 109.2);
        assertThat(WARM_UP.warmUp(load, SLICE.multipliedBy(4)))
                .isEqualTo(End.TIME_OVER);
    }

    @Test
    void itTakesNoMoreSlicesThanThereIsTimeFor() throws IOException {
        var load = new Rates(1.0, 2.0, 3.0, 4.0);
        assertThat(WARM_UP.warmUp(load, SLICE.multipliedBy(3).minusMillis(1)))
                .isEqualTo(End.TIME_OVER);
        assertThat(load.left).containsExactly(3.0, 4.0);
    }

    @Test
    void thereIsTimeForOneSliceAtLeast() throws IOException {
        var load = new Rates(1.0, 2.0);
        WARM_UP.warmUp(load, Duration.ofMillis(1));
        assertThat(load.left).containsExactly(2.0);
    }

    @Test
    void whatIsWrongIsToldAtOnce() {
        assertThatThrownBy(() -> WARM_UP.warmUp(new Rates(), SLICE))
                .isInstanceOf(WrongAnswer.class);
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
