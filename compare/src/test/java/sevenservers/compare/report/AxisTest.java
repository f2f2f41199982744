package sevenservers.compare.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AxisTest {

    @Test
    @DisplayName("ratios that differ little stand on a linear axis from 0 on")
    void linear() {
        Axis axis = Axis.ofRatios(List.of(0.7, 1.0, 1.25));
        assertThat(axis.base()).isZero();
        assertThat(axis.first()).isZero();
        assertThat(axis.step()).isEqualTo(0.2);
        assertThat(axis.labels()).containsExactly("0", "0.2", "0.4", "0.6", "0.8",
                "1", "1.2", "1.4");
        assertThat(axis.scale()).isEmpty();
    }

    @Test
    @DisplayName("ratios that differ much stand on powers of two, and it says so")
    void powersOfTwo() {
        Axis axis = Axis.ofRatios(List.of(0.14, 1.0, 1.65));
        assertThat(axis.base()).isEqualTo(2);
        assertThat(axis.first()).isEqualTo(-3);
        assertThat(axis.labels()).containsExactly("1/8", "1/4", "1/2", "1", "2");
        assertThat(axis.scale()).isEqualTo(
                "logarithmic: each line is 2 times the one before");
        assertThat(Axis.ofRatios(List.of(0.9, 1.0, 5.4)).base())
                .as("one that is far ahead hides nobody").isEqualTo(2);
    }

    @Test
    @DisplayName("ratios that span very much stand on powers of ten")
    void powersOfTen() {
        Axis axis = Axis.ofRatios(List.of(0.7, 1.0, 527.0));
        assertThat(axis.base()).isEqualTo(10);
        assertThat(axis.first()).isEqualTo(-1);
        assertThat(axis.labels()).containsExactly("0.1", "1", "10", "100", "1 k");
    }

    @Test
    @DisplayName("times have ticks with units, at powers that hold them all")
    void times() {
        Axis axis = Axis.ofPowers(List.of(100.0, 5_000.0), "µs");
        assertThat(axis.first()).isEqualTo(2);
        assertThat(axis.labels()).containsExactly("100 µs", "1 ms", "10 ms");
        assertThat(Axis.ofPowers(List.of(1_000.0), "").labels())
                .containsExactly("1 k", "10 k");
    }

    @Test
    @DisplayName("what has no place on an axis does not make one")
    void nothing() {
        for (List<Double> values : List.of(List.<Double>of(), List.of(0.0),
                List.of(-1.0, Double.NaN, Double.POSITIVE_INFINITY))) {
            assertThat(Axis.of(values, "bytes").labels())
                    .hasSizeBetween(2, 10);
            assertThat(Axis.ofRatios(values).labels()).hasSizeBetween(2, 10);
            assertThat(Axis.ofPowers(values, "µs").labels()).hasSize(2);
        }
        assertThat(Axis.ofRatios(List.of(0.0, 0.5, 1.0)).base())
                .as("a zero does not make it logarithmic").isZero();
    }

    @Test
    @DisplayName("extreme values make neither an error nor a crowd of ticks")
    void extremes() {
        for (List<Double> values : List.of(List.of(1e-300, 1e300),
                List.of(Double.MIN_VALUE), List.of(Double.MAX_VALUE),
                List.of(1e-12, 1e12))) {
            assertThat(Axis.ofRatios(values).labels()).hasSizeLessThan(210);
            assertThat(Axis.of(values, "bytes").labels())
                    .hasSizeLessThan(210);
        }
    }
}
