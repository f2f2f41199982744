package sevenservers.exercises.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoubleItTest {

    @Test
    @DisplayName("A number is doubled.")
    void numberIsDoubled() {
        assertThat(DoubleIt.of(21)).as("twice 21").isEqualTo(42);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, -7})
    @DisplayName("A negative number is doubled.")
    void negativeNumberIsDoubled(int n) {
        assertThat(DoubleIt.of(n)).as("twice " + n).isEqualTo(n + n);
    }
}
