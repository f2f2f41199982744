package sevenservers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

    /** Starts where nanoTime overflows, since it may start anywhere. */
    private long now = Long.MAX_VALUE - Duration.ofMillis(5).toNanos();
    private final Deadlines deadlines = new Deadlines(() -> now);
    private final List<String> expired = new ArrayList<>();

    @Test
    void expireInTheirOrderAndOnlyWhenDue() {
        deadline("late").in(Duration.ofMillis(30));
        deadline("early").in(Duration.ofMillis(10));
        deadline("also early").in(Duration.ofMillis(10));
        assertThat(deadlines.timeoutMillis()).isEqualTo(10);
        pass(9);
        assertThat(expired).isEmpty();
        pass(1);
        assertThat(expired).containsExactly("early", "also early");
        assertThat(deadlines.timeoutMillis()).isEqualTo(20);
        pass(100);
        assertThat(expired).containsExactly("early", "also early", "late");
        assertThat(deadlines.timeoutMillis()).as("nothing to wait for").isZero();
    }

    @Test
    void expireOnceAndNotAfterTheyAreCleared() {
        Deadlines.Deadline cleared = deadline("cleared");
        cleared.in(Duration.ofMillis(1));
        cleared.clear();
        deadline("set").in(Duration.ofMillis(1));
        pass(5);
        pass(5);
        assertThat(expired).containsExactly("set");
    }

    @Test
    void moveWhenSetAnew() {
        Deadlines.Deadline deadline = deadline("moved");
        deadline.in(Duration.ofMillis(1));
        deadline.in(Duration.ofMillis(50));
        pass(20);
        assertThat(expired).isEmpty();
        deadline.in(Duration.ofMillis(1));
        pass(1);
        assertThat(expired).containsExactly("moved");
    }

    @Test
    void maySetAndClearOthersWhenTheyExpire() {
        Deadlines.Deadline victim = deadline("victim");
        victim.in(Duration.ofMillis(2));
        deadlines.deadline(victim::clear).in(Duration.ofMillis(1));
        pass(10);
        assertThat(expired).isEmpty();
    }

    @Test
    void neverAskForNoWaitAtAll() {
        deadline("overdue").in(Duration.ofNanos(1));
        now += 1_000_000;
        assertThat(deadlines.timeoutMillis()).as("0 would wait for ever")
                .isEqualTo(1);
    }

    private Deadlines.Deadline deadline(String name) {
        return deadlines.deadline(() -> expired.add(name));
    }

    private void pass(int millis) {
        now += Duration.ofMillis(millis).toNanos();
        deadlines.runExpired();
    }
}
