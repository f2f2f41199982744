package sevenservers.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopingCallTest {

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final long START = Long.MAX_VALUE - INTERVAL.toNanos() / 2;

    private long now = START;
    private final TimerQueue timers = new TimerQueue(() -> now);
    private final List<Long> calls = new ArrayList<>();
    private Runnable then = () -> {
    };
    private final LoopingCall loop = new LoopingCall(timers, () -> {
        calls.add(now - START);
        then.run();
    });
    private final List<Result<Void>> ends = new ArrayList<>();

    private void start(Duration interval) {
        loop.start(interval).addBoth(ends::add);
    }

    /** Moves the clock and does what is due by then, once, as a reactor would. */
    private void pass(Duration time) {
        now += time.toNanos();
        List<DelayedCall> due = new ArrayList<>();
        timers.takeDue(due);
        due.forEach(DelayedCall::process);
    }

    private static Long[] seconds(long... times) {
        return LongStream.of(times).map(time -> time * 1_000_000_000L).boxed()
                .toArray(Long[]::new);
    }

    private static Duration second(long count) {
        return Duration.ofSeconds(count);
    }

    @AfterEach
    void leavesNoCallInTheQueueWhenItHasEnded() {
        loop.stop();
        assertThat(timers.nanosUntilNext()).isEqualTo(Long.MAX_VALUE);
        int before = calls.size();
        pass(INTERVAL.multipliedBy(10));
        assertThat(calls).hasSize(before);
    }

    @Test
    void callsAfterOneIntervalAndThenAgainAndAgain() {
        start(INTERVAL);
        pass(INTERVAL.minusNanos(1));
        assertThat(calls).isEmpty();
        pass(Duration.ofNanos(1));
        assertThat(calls).containsExactly(seconds(10));
        pass(INTERVAL);
        pass(INTERVAL);
        assertThat(calls).containsExactly(seconds(10, 20, 30));
        assertThat(ends).isEmpty();
    }

    @Test
    void isOnTimeAgainAfterALateCall() {
        start(INTERVAL);
        pass(second(13));
        pass(second(6));
        assertThat(calls).containsExactly(seconds(13));
        pass(second(1));
        assertThat(calls).containsExactly(seconds(13, 20));
    }

    @Test
    void isOnTimeAgainAfterACallThatTakesLong() {
        then = () -> now += second(3).toNanos();
        start(INTERVAL);
        pass(INTERVAL);
        assertThat(timers.nanosUntilNext()).isEqualTo(second(7).toNanos());
        pass(second(7));
        assertThat(calls).containsExactly(seconds(10, 20));
    }

    @Test
    void leavesOutTheTimesThatPassWhileTheReactorIsBusy() {
        start(INTERVAL);
        pass(second(35));
        assertThat(calls).containsExactly(seconds(35));
        assertThat(timers.nanosUntilNext()).isEqualTo(second(5).toNanos());
        then = () -> now += second(20).toNanos();
        pass(second(5));
        assertThat(timers.nanosUntilNext())
                .as("a call that takes until the grid's next time leaves that out")
                .isEqualTo(second(10).toNanos());
        pass(second(10));
        assertThat(calls).containsExactly(seconds(35, 40, 70));
    }

    @Test
    void neverDrifts() {
        var random = new Random(1);
        long interval = INTERVAL.toNanos();
        start(INTERVAL);
        for (int i = 1; i <= 1000; i++) {
            long late = random.nextLong(interval);
            assertThat(timers.nanosUntilNext() + now - START)
                    .isEqualTo(i * interval);
            pass(Duration.ofNanos(timers.nanosUntilNext() + late));
        }
        assertThat(calls).hasSize(1000);
    }

    @Test
    void succeedsWhenItIsStopped() {
        start(INTERVAL);
        pass(INTERVAL);
        loop.stop();
        assertThat(ends).containsExactly(new Result.Success<>(null));
        pass(INTERVAL);
        assertThat(calls).containsExactly(seconds(10));
        loop.stop();
        assertThat(ends).hasSize(1);
    }

    @Test
    void canBeStoppedBeforeItHasBegun() {
        loop.stop();
        start(INTERVAL);
        assertThat(ends).isEmpty();
    }

    @Test
    void canBeStoppedByTheCall() {
        then = loop::stop;
        start(INTERVAL);
        pass(INTERVAL);
        assertThat(ends).containsExactly(new Result.Success<>(null));
        pass(INTERVAL);
        assertThat(calls).containsExactly(seconds(10));
    }

    @Test
    void canBeStoppedWhenItIsDue() {
        timers.callLater(INTERVAL, loop::stop);
        start(INTERVAL);
        pass(INTERVAL);
        assertThat(calls).isEmpty();
        assertThat(ends).containsExactly(new Result.Success<>(null));
    }

    @Test
    void isStoppedByCancellingIt() {
        Deferred<Void> ended = loop.start(INTERVAL);
        Deferred<Boolean> both = ended.addBoth(ends::add);
        both.cancel();
        assertThat(ends).containsExactly(new Result.Success<>(null));
        pass(INTERVAL);
        assertThat(calls).isEmpty();
    }

    @Test
    void endsWhenTheCallFails() {
        var failure = new IllegalStateException("wrong");
        then = () -> {
            throw failure;
        };
        start(INTERVAL);
        pass(INTERVAL);
        assertThat(ends).containsExactly(new Result.Failure<>(failure));
        pass(INTERVAL);
        assertThat(calls).containsExactly(seconds(10));
    }

    @Test
    void endsWhenTheCallFailsWithAnError() {
        var failure = new AssertionError("wrong");
        then = () -> {
            throw failure;
        };
        start(INTERVAL);
        pass(INTERVAL);
        assertThat(ends).containsExactly(new Result.Failure<>(failure));
    }

    @Test
    void doesNotHideAFailureAfterTheCallHasStoppedIt() {
        then = () -> {
            loop.stop();
            throw new IllegalArgumentException("wrong");
        };
        start(INTERVAL);
        assertThatThrownBy(() -> pass(INTERVAL))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("wrong");
        assertThat(ends).containsExactly(new Result.Success<>(null));
    }

    @Test
    void canBeStartedAgain() {
        start(INTERVAL);
        pass(second(3));
        loop.stop();
        start(second(5));
        pass(second(4));
        assertThat(calls).isEmpty();
        pass(second(1));
        pass(second(5));
        assertThat(calls).containsExactly(seconds(8, 13));
        assertThat(ends).hasSize(1);
        loop.stop();
        assertThat(ends).hasSize(2);
    }

    @Test
    void canBeStartedAgainByWhoHandlesItsFailure() {
        then = () -> {
            throw new IllegalStateException("wrong");
        };
        loop.start(INTERVAL).addErrback(_ -> {
            then = () -> {
            };
            start(INTERVAL);
            return null;
        });
        pass(INTERVAL);
        pass(INTERVAL);
        pass(INTERVAL);
        assertThat(calls).containsExactly(seconds(10, 20, 30));
    }

    @Test
    void canBeStartedAgainByWhoSeesItsEnd() {
        loop.start(INTERVAL).addCallback(_ -> {
            start(second(5));
            return null;
        });
        loop.stop();
        pass(second(5));
        assertThat(calls).containsExactly(seconds(5));
    }

    @Test
    void canBeStartedAgainByTheCallWithAnotherInterval() {
        then = () -> {
            then = () -> {
            };
            loop.stop();
            start(second(5));
        };
        start(INTERVAL);
        pass(INTERVAL);
        for (int i = 0; i < 20; i++) {
            pass(second(1));
        }
        assertThat(calls).containsExactly(seconds(10, 15, 20, 25, 30));
        assertThat(ends).hasSize(1);
    }

    @Test
    void goesOnIfTheCallFailsAfterItHasStartedItAgain() {
        then = () -> {
            then = () -> {
            };
            loop.stop();
            start(second(5));
            throw new IllegalArgumentException("wrong");
        };
        start(INTERVAL);
        assertThatThrownBy(() -> pass(INTERVAL)).hasMessage("wrong");
        pass(second(5));
        assertThat(calls).containsExactly(seconds(10, 15));
        assertThat(ends).hasSize(1);
    }

    @Test
    void isNotStartedTwice() {
        start(INTERVAL);
        assertThatIllegalStateException()
                .isThrownBy(() -> loop.start(second(1)))
                .withMessage("it is running");
        then = () -> assertThatIllegalStateException()
                .isThrownBy(() -> loop.start(second(1)));
        pass(INTERVAL);
        assertThat(calls).containsExactly(seconds(10));
        assertThat(ends).isEmpty();
        assertThat(timers.nanosUntilNext()).isEqualTo(INTERVAL.toNanos());
    }

    @Test
    void needsAnInterval() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loop.start(Duration.ZERO))
                .withMessage("an interval of PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loop.start(INTERVAL.negated()));
        start(Duration.ofNanos(1));
        pass(Duration.ofNanos(1));
        assertThat(calls).containsExactly(1L);
    }
}
