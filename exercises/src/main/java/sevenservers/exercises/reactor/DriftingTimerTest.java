package sevenservers.exercises.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import sevenservers.reactor.DelayedCall;
import sevenservers.reactor.TimerQueue;

/** A clock that ticks every second, in a loop that is stalled at times. */
@DisplayName("A timer that repeats")
class DriftingTimerTest {

    private static final long START = 5_300;

    /** In milliseconds. */
    private long now = START;
    private final TimerQueue timers = new TimerQueue(() -> now * 1_000_000);
    private final List<Long> ticks = new ArrayList<>();
    private long eachTakes;
    private int stopsAtTick = -1;
    private final DriftingTimer timer =
            new DriftingTimer(timers, Duration.ofSeconds(1), this::tick);

    private void tick() {
        ticks.add(now - START);
        now += eachTakes;
        if (ticks.size() == stopsAtTick) {
            timer.stop();
        }
    }

    /** The loop turns every 10 ms, and does what is due. */
    private void turnUntil(long millis) {
        for (; now - START < millis; now += 10) {
            turn();
        }
        turn();
    }

    private void turn() {
        List<DelayedCall> due = new ArrayList<>();
        timers.takeDue(due);
        due.forEach(DelayedCall::process);
    }

    /** Nothing is done meanwhile: a handler takes its time. */
    private void stallUntil(long millis) {
        now = START + millis;
    }

    @Test
    @DisplayName("it ticks once an interval, first after one interval")
    void itTicksOnceAnInterval() {
        timer.start();
        turnUntil(3_990);
        assertThat(ticks).as("a clock that was started four seconds ago, less 10"
                + " ms, has ticked at these times, in ms")
                .containsExactly(1_000L, 2_000L, 3_000L);
    }

    @Test
    @DisplayName("a late tick, or a long one, makes no other tick late")
    void aLateTickMakesNoOtherTickLate() {
        timer.start();
        stallUntil(1_700);
        eachTakes = 40;
        turnUntil(4_500);
        assertThat(ticks).as("the first tick was 700 ms late, and each takes 40 ms:"
                + " the others come on the second, or the clock is slow by and by")
                .containsExactly(1_700L, 2_000L, 3_000L, 4_000L);
    }

    @Test
    @DisplayName("a long stall is followed by one tick, not by a burst")
    void aLongStallIsFollowedByOneTick() {
        timer.start();
        turnUntil(1_000);
        stallUntil(61_000);
        turnUntil(61_900);
        assertThat(ticks).as("after a stall of a minute, the clock ticks once:"
                + " sixty ticks at once would tell nobody the time, and stall the"
                + " loop again")
                .containsExactly(1_000L, 61_000L);
    }

    @Test
    @DisplayName("after a stall it ticks on the second, as before")
    void afterAStallItTicksOnTheSecond() {
        timer.start();
        turnUntil(2_000);
        stallUntil(5_700);
        turnUntil(8_500);
        assertThat(ticks).as("the program was stalled from 2,000 to 5,700 ms. It"
                + " made up for that by one tick; but from then on this clock and"
                + " the one beside it must tick together again")
                .containsExactly(1_000L, 2_000L, 5_700L, 6_000L, 7_000L, 8_000L);
    }

    @Test
    @DisplayName("a stall that ends on a second makes it tick once for that second")
    void aStallThatEndsOnASecondMakesItTickOnce() {
        timer.start();
        stallUntil(2_000);
        turnUntil(3_000);
        stallUntil(7_000);
        turnUntil(8_900);
        assertThat(ticks).as("two stalls have ended just when a tick was due, at"
                + " 2,000 and at 7,000 ms: one tick is for all that was left out"
                + " and for that second, too")
                .containsExactly(2_000L, 3_000L, 7_000L, 8_000L);
    }

    @Test
    @DisplayName("stopped, also by its own tick, it ticks no more until it is"
            + " started")
    void stoppedItTicksNoMore() {
        timer.stop();
        timer.start();
        turnUntil(1_500);
        timer.stop();
        assertThat(timers.nanosUntilNext()).as("a timer is left, in ns from now,"
                + " which would wake the loop for nothing")
                .isEqualTo(Long.MAX_VALUE);
        turnUntil(3_300);
        stopsAtTick = 3;
        timer.start();
        turnUntil(9_000);
        assertThat(ticks).as("stopped at 1,500 ms, started at 3,300, stopped by its"
                + " third tick")
                .containsExactly(1_000L, 4_300L, 5_300L);
    }
}
