package sevenservers.exercises.closing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HalveItTest {

    @Test
    @DisplayName("A number is halved.")
    void numberIsHalved() {
        assertThat(HalveIt.of(42)).as("half of 42").isEqualTo(21);
    }

    @Test
    @DisplayName("A negative number is rounded down.")
    void negativeNumberIsRoundedDown() {
        assertThat(HalveIt.of(-3)).as("half of -3").isEqualTo(-2);
    }
}
