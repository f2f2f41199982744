package sevenservers.compare.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {

    @Test
    void itIsAboveOrBelowIfEveryRoundIs() {
        assertThat(of(1.01, 1.2).isAbove(1)).isTrue();
        assertThat(of(1.0, 1.2).isAbove(1)).isFalse();
        assertThat(of(0.8, 0.99).isBelow(1)).isTrue();
        assertThat(of(0.8, 1.0).isBelow(1)).isFalse();
        assertThat(of(1.01, 1.2).isBelow(1)).isFalse();
    }

    @Test
    void aSingleRoundMayBeChance() {
        assertThat(of(1.2).isAbove(1)).isFalse();
        assertThat(of(1.3).isAbove(1)).isTrue();
        assertThat(of(0.8).isBelow(1)).isFalse();
        assertThat(of(0.7).isBelow(1)).isTrue();
    }

    private static Figure of(Double... values) {
        return Figure.of(List.of(values)).orElseThrow();
    }
}
