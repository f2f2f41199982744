package sevenservers.compare.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {

    @ParameterizedTest
    @CsvSource({"780, 96, 7", "780, 30, 7", "44, 16, 5", "60, 32, 3", "50, 8, 3"})
    void whatIsPlannedTakesTheTimeThereIs(int seconds, int pairs, int rounds) {
        Duration all = Duration.ofSeconds(seconds);
        Pace pace = Pace.within(all, pairs, rounds);
        assertThat(pace.rounds()).isEqualTo(rounds);
        assertThat(pace.estimate(pairs)).isBetween(
                all.multipliedBy(9).dividedBy(10),
                all);
    }

    @ParameterizedTest
    @CsvSource({"1, 100, 0.1", "49, 30, 0.74", "110, 40, 1.5", "140, 40, 1.5",
        "220, 40, 1.6",
        "780, 2, 8"})
    void aJvmHasTheTimeThatItNeedsToCompile(int seconds, int pairs,
            double warmUp) {
        assertThat(Pace.within(Duration.ofSeconds(seconds), pairs, 3).warmUp())
                .isCloseTo(Duration.ofMillis((long) (warmUp * 1000)),
                        Duration.ofMillis(50));
    }

    @Test
    void aRoundIsNeverTooShortToMeasure() {
        assertThat(Pace.within(Duration.ofSeconds(1), 100, 3).round())
                .isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void twoContendersTakeNoLongerThanTheyNeed() {
        Pace pace = Pace.within(Duration.ofMinutes(13), 2, 7);
        assertThat(pace.round()).isEqualTo(Duration.ofSeconds(3));
        assertThat(pace.estimate(2)).isLessThan(Duration.ofMinutes(2));
    }

    @Test
    void anEstimateCountsStartWarmUpAndRounds() {
        Pace pace = new Pace(3, Duration.ofSeconds(2), Duration.ofSeconds(1));
        assertThat(pace.estimate(10))
                .isEqualTo(Pace.START.plusSeconds(7).multipliedBy(10));
    }
}
