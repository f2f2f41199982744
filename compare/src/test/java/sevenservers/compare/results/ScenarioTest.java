package sevenservers.compare.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import sevenservers.compare.results.Scenario.Shape;

class ScenarioTest {

    private static final Measure TEN =
            new Measure("10", "10 connections", "µs", Measure.Better.LESS);
    private static final Measure MANY =
            new Measure("10000", "10,000 connections", "µs", Measure.Better.LESS);

    @Test
    void theEndOfACurveSaysMost() {
        assertThat(of(Shape.BARS).headline()).isEqualTo(TEN);
        assertThat(of(Shape.CURVE).headline()).isEqualTo(MANY);
    }

    private static Scenario of(Shape shape) {
        return new Scenario("id", "title", "teaches", List.of(TEN, MANY), shape);
    }
}
