package sevenservers.exercises.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import sevenservers.tests.Wait;

/** Calls that wait for their time, by a clock that only the test moves. */
@DisplayName("Calls that are done later")
class CallLaterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int MANY = 100_000;

    private long now = 1_000_000_000;
    private final CallLater timers = new CallLater(() -> now);
    private final List<String> done = new ArrayList<>();

    private CallLater.Call ask(String name, long nanos) {
        return timers.callLater(Duration.ofNanos(nanos), () -> done.add(name));
    }

    private List<String> doneAfter(long nanos) {
        now += nanos;
        timers.runDue();
        return done;
    }

    @Test
    @DisplayName("a call is done once, when its time has come and not before")
    void aCallIsDoneWhenItsTimeHasCome() {
        ask("tea", 3_000);
        assertThat(done).as("asking alone does nothing").isEmpty();
        assertThat(doneAfter(2_999)).as("one nanosecond too early").isEmpty();
        assertThat(doneAfter(1)).as("now its time has come")
                .containsExactly("tea");
        assertThat(doneAfter(3_000)).as("it is done once")
                .containsExactly("tea");
        assertThatIllegalArgumentException().as("nothing can be done in the past")
                .isThrownBy(() -> ask("yesterday", -1));
        assertThat(doneAfter(1)).as("what was refused is not done")
                .containsExactly("tea");
    }

    @Test
    @DisplayName("calls come by time, those for one moment as they were asked for")
    void callsComeInOrder() {
        ask("third", 30);
        ask("fifth", 40);
        ask("first", 10);
        now += 20;
        ask("fourth", 10);
        ask("sixth", 20);
        ask("second", 0);
        assertThat(doneAfter(20)).as("by now, all six are late: they come in the"
                + " order of their times; third and fourth are for one moment, and"
                + " third was asked for first; so it is with fifth and sixth")
                .containsExactly("first", "second", "third", "fourth", "fifth",
                        "sixth");
        done.clear();
        List<String> names = IntStream.range(0, 100).mapToObj(i -> "call " + i)
                .toList();
        names.forEach(name -> ask(name, 10));
        assertThat(doneAfter(10)).as("a hundred calls for one moment come in the"
                + " order in which they were asked for: none may overtake")
                .isEqualTo(names);
    }

    @Test
    @DisplayName("a cancelled call is not done, even if it was due already")
    void aCancelledCallIsNotDone() {
        var one = ask("one", 10);
        var late = ask("late", 20);
        timers.callLater(Duration.ofNanos(10),
                () -> done.add("two cancels " + late.cancel()));
        ask("three", 10);
        assertThat(one.cancel()).as("a call that waits can be cancelled").isTrue();
        assertThat(one.cancel()).as("it is cancelled already").isFalse();
        assertThat(doneAfter(20)).as("the first was cancelled in time. The last was"
                + " due by now, but a call before it has cancelled it: who cancels"
                + " a time-out because the answer is there must not see it happen")
                .containsExactly("two cancels true", "three");
        var four = ask("four", 0);
        timers.runDue();
        assertThat(four.cancel()).as("it has been done: nothing is left to cancel")
                .isFalse();
    }

    @Test
    @DisplayName("the selector waits until the next call that is not cancelled")
    void theSelectorWaitsUntilTheNextCall() {
        assertThat(timers.millisUntilNext()).as("no call waits: for ever, said as"
                + " -1, because select(0) does not return at once either")
                .isEqualTo(-1);
        ask("far", 3_000_001);
        assertThat(timers.millisUntilNext()).as("3 ms and a nanosecond, rounded up:"
                + " after 3 ms the call would not be due")
                .isEqualTo(4);
        var near = ask("near", 2_000_000);
        assertThat(timers.millisUntilNext()).as("the next one is due in 2 ms")
                .isEqualTo(2);
        now += 1_999_999;
        assertThat(timers.millisUntilNext()).as("one nanosecond is left. To wait 0"
                + " ms would make the loop turn around until it has passed")
                .isEqualTo(1);
        now += 1;
        assertThat(timers.millisUntilNext()).as("it is due").isZero();
        now += 5_000_000;
        assertThat(timers.millisUntilNext()).as("it is late by 5 ms: a selector"
                + " takes no negative time, and -1 would mean for ever")
                .isZero();
        now -= 5_000_000;
        near.cancel();
        assertThat(timers.millisUntilNext()).as("the near one is cancelled: 1 ms"
                + " and a nanosecond are left until the far one")
                .isEqualTo(2);
        doneAfter(2_000_000);
        assertThat(timers.millisUntilNext()).as("all is done: for ever")
                .isEqualTo(-1);
    }

    @Test
    @DisplayName("what a call asks for without delay is done in the next turn")
    void whatACallAsksForIsDoneInTheNextTurn() {
        timers.callLater(Duration.ofNanos(5), () -> {
            done.add("first");
            ask("again", 0);
        });
        ask("second", 5);
        assertThat(doneAfter(5)).as("the first call asks for another one without"
                + " delay. Were that done in the same turn, calls that ask again"
                + " and again would keep the loop from its sockets for ever")
                .containsExactly("first", "second");
        assertThat(timers.millisUntilNext()).as("the next turn must not wait")
                .isZero();
        assertThat(doneAfter(0)).as("the next turn")
                .containsExactly("first", "second", "again");
    }

    @Test
    @DisplayName("to cancel one of very many costs little")
    void toCancelOneOfVeryManyCostsLittle() {
        List<CallLater.Call> calls = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            calls.add(ask("time-out", 1_000_000 + i * 7_919L % MANY));
        }
        ask("left", 2_000_000);
        long begin = System.nanoTime();
        for (int i = MANY - 1; i >= 0; i--) {
            calls.get(i).cancel();
            if (i % 1_000 == 0) {
                assertThat(System.nanoTime() - begin).as("the time to cancel %,d of"
                        + " %,d calls, in ns: it looks as if each was searched for"
                        + " among all the others", MANY - i, MANY)
                        .isLessThan(PATIENCE.toNanos());
            }
        }
        assertThat(doneAfter(2_000_000)).as("all but one were cancelled")
                .containsExactly("left");
    }

    @Test
    @DisplayName("a cancelled call keeps nothing in memory")
    void aCancelledCallKeepsNothing() {
        var page = new WeakReference<>(new Object());
        timeOut(page.get()).cancel();
        Wait.until("the garbage collector takes what a cancelled call was to do: a"
                + " time-out of ten minutes must not keep for ten minutes a"
                + " connection that has ended", PATIENCE, () -> {
                    System.gc();
                    return page.get() == null;
                });
        assertThat(timers.millisUntilNext()).as("no call waits").isEqualTo(-1);
    }

    private CallLater.Call timeOut(Object page) {
        return timers.callLater(Duration.ofMinutes(10),
                () -> done.add(page.toString()));
    }

    @Test
    @DisplayName("the clock may go past its largest value")
    void theClockMayGoPastItsLargestValue() {
        now = Long.MAX_VALUE - 1_000_000;
        ask("second", 3_000_000);
        ask("first", 500_000);
        assertThat(timers.millisUntilNext()).as("the milliseconds until a time"
                + " before the clock's largest value")
                .isEqualTo(1);
        assertThat(doneAfter(600_000)).as("the second call's time is a negative"
                + " number: times are compared by their difference")
                .containsExactly("first");
        assertThat(timers.millisUntilNext()).as("the milliseconds until a time"
                + " after the clock's largest value")
                .isEqualTo(3);
        assertThat(doneAfter(2_400_000)).as("the clock has gone past its largest"
                + " value")
                .containsExactly("first", "second");
    }
}
