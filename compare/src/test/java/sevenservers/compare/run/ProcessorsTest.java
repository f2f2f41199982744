package sevenservers.compare.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessorsTest {

    @Test
    void aListHasNumbersAndRanges() {
        assertThat(Processors.parse("0")).containsExactly(0);
        assertThat(Processors.parse("0-3,8")).containsExactly(0, 1, 2, 3, 8);
    }

    @Test
    void thoseOfOneCoreStayTogether() {
        assertThat(Processors.byCore(List.of(0, 1, 2, 3), n -> n % 2))
                .containsExactly(0, 2, 1, 3);
    }
}
