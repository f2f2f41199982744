package sevenservers.exercises.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import sevenservers.reactor.CancelledException;
import sevenservers.reactor.Deferred;
import sevenservers.reactor.DelayedCall;
import sevenservers.reactor.Result;
import sevenservers.reactor.TimerQueue;

/** Attempts that the test lets fail, by a clock that only the test moves. */
@DisplayName("Trying again")
class RetryTest {

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMillis(500);
    private static final Duration HOUR = Duration.ofHours(1);

    private long now;
    private final TimerQueue timers = new TimerQueue(() -> now);
    private final Retry retry = new Retry(timers, 3, PAUSE, LONGEST);

    private final List<Deferred<String>> attempts = new ArrayList<>();
    private final List<Deferred<String>> stopped = new ArrayList<>();
    private final List<Result<String>> results = new ArrayList<>();

    private Deferred<String> attempt() {
        attempts.add(new Deferred<>(stopped::add));
        return attempts.getLast();
    }

    private Deferred<Boolean> run() {
        return retry.run(this::attempt).addBoth(results::add);
    }

    private IOException failLast() {
        var failure = new IOException("failure " + attempts.size());
        attempts.getLast().errback(failure);
        return failure;
    }

    private void pass(Duration time) {
        now += time.toNanos();
        List<DelayedCall> due = new ArrayList<>();
        timers.takeDue(due);
        due.forEach(DelayedCall::process);
    }

    private void expectNoTimer() {
        assertThat(timers.nanosUntilNext()).as("a timer is left, in ns from now: it"
                + " would wake the reactor for nothing, and keep in memory what it"
                + " is for")
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    @DisplayName("the first attempt is begun at once, its success is the result")
    void theFirstSuccessIsTheResult() {
        run();
        assertThat(attempts).as("attempts before any time has passed").hasSize(1);
        assertThat(results).as("the attempt goes on: there is no result yet")
                .isEmpty();
        attempts.getFirst().callback("page");
        assertThat(results).as("the attempt has succeeded")
                .containsExactly(new Result.Success<>("page"));
        pass(HOUR);
        assertThat(attempts).as("attempts after the success").hasSize(1);
    }

    @Test
    @DisplayName("a failure is followed by a pause and another attempt")
    void aFailureIsFollowedByAPauseAndAnotherAttempt() {
        run();
        pass(HOUR);
        failLast();
        pass(PAUSE.minusNanos(1));
        assertThat(attempts).as("attempts, one nanosecond before the end of the"
                + " pause, which begins when the attempt has failed")
                .hasSize(1);
        pass(Duration.ofNanos(1));
        assertThat(attempts).as("attempts, at the end of the pause").hasSize(2);
        assertThat(results).as("nobody is told of a failure that is tried again")
                .isEmpty();
        attempts.getLast().callback("page");
        assertThat(results).as("the second attempt has succeeded")
                .containsExactly(new Result.Success<>("page"));
        expectNoTimer();
    }

    @Test
    @DisplayName("each pause is twice as long as the one before, up to the longest")
    void eachPauseIsTwiceAsLongUpToTheLongest() {
        var patient = new Retry(timers, 100, PAUSE, LONGEST);
        assertThat(pausesOf(patient).subList(0, 5))
                .as("the pauses in ms: 100 doubled, but none over 500")
                .containsExactly(100L, 200L, 400L, 500L, 500L);
        assertThat(pausesOf(patient).subList(0, 2)).as("the same Retry is used for"
                + " something else: its pauses begin anew")
                .containsExactly(100L, 200L);
        assertThat(pausesOf(patient)).as("the pauses of a hundred attempts: a"
                + " number that is doubled a hundred times fits no long")
                .hasSize(99)
                .endsWith(500L);
        assertThat(pausesOf(new Retry(timers, 2, HOUR, LONGEST)))
                .as("the first pause, too, is no longer than the longest")
                .containsExactly(500L);
    }

    /** In milliseconds, of attempts that all fail at once. */
    private List<Long> pausesOf(Retry retry) {
        List<Long> begun = new ArrayList<>();
        retry.<String>run(() -> {
            begun.add(now / 1_000_000);
            return Deferred.<String>fail(new IOException("refused"));
        }).addBoth(results::add);
        List<Long> pauses = new ArrayList<>();
        while (timers.nanosUntilNext() < Long.MAX_VALUE) {
            pauses.add(timers.nanosUntilNext() / 1_000_000);
            pass(Duration.ofNanos(timers.nanosUntilNext()));
        }
        assertThat(begun).as("an attempt before each pause and one after the last")
                .hasSize(pauses.size() + 1);
        return pauses;
    }

    @Test
    @DisplayName("after the last attempt its failure is the result at once")
    void theLastFailureIsTheResult() {
        run();
        failLast();
        pass(PAUSE);
        failLast();
        assertThat(results).as("two of three attempts have failed: one is left")
                .isEmpty();
        pass(PAUSE.multipliedBy(2));
        IOException last = failLast();
        assertThat(results).as("all three have failed: the result is the last one's"
                + " failure, and it does not come after another pause")
                .containsExactly(new Result.Failure<>(last));
        expectNoTimer();
        pass(HOUR);
        assertThat(attempts).as("attempts in all").hasSize(3);
        assertThatIllegalArgumentException().as("no attempt at all has no result")
                .isThrownBy(() -> new Retry(timers, 0, PAUSE, LONGEST));
        var once = new Retry(timers, 1, PAUSE, LONGEST);
        assertThat(pausesOf(once)).as("the pauses of a single attempt").isEmpty();
    }

    @Test
    @DisplayName("a failure that is no IOException is the result at once")
    void anotherFailureIsTheResultAtOnce() {
        run();
        var mistake = new IllegalStateException("a mistake of the program");
        attempts.getFirst().errback(mistake);
        assertThat(results).as("a mistake of the program would be made again by"
                + " every attempt: who asked is to know at once")
                .containsExactly(new Result.Failure<>(mistake));
        expectNoTimer();
    }

    @Test
    @DisplayName("an attempt that throws has failed")
    void anAttemptThatThrowsHasFailed() {
        var mistake = new IllegalStateException("a mistake of the program");
        retry.<String>run(() -> {
            attempt();
            if (attempts.size() == 1) {
                throw new IOException("no descriptor left");
            }
            throw mistake;
        }).addBoth(results::add);
        assertThat(results).as("the first attempt has thrown an IOException, before"
                + " there was a deferred: that may go away like any other")
                .isEmpty();
        pass(PAUSE);
        assertThat(attempts).as("attempts after the pause").hasSize(2);
        assertThat(results).as("the second one has thrown something else")
                .containsExactly(new Result.Failure<>(mistake));
    }

    @Test
    @DisplayName("cancelled during a pause, it begins no further attempt")
    void cancelledDuringAPauseItBeginsNoFurtherAttempt() {
        Deferred<Boolean> result = run();
        failLast();
        result.cancel();
        expectCancelled();
        expectNoTimer();
        pass(HOUR);
        assertThat(attempts).as("attempts, though nobody wants the result any more")
                .hasSize(1);
    }

    @Test
    @DisplayName("cancelled during an attempt, it stops that and begins no further"
            + " one")
    void cancelledDuringAnAttemptItStopsThat() {
        Deferred<Boolean> result = run();
        failLast();
        pass(PAUSE);
        result.cancel();
        assertThat(stopped).as("the attempt that was going on, and only that, is"
                + " told to stop: its socket has to be closed")
                .containsExactly(attempts.getLast());
        expectCancelled();
        expectNoTimer();
        pass(HOUR);
        assertThat(attempts).as("attempts, though nobody wants the result any more")
                .hasSize(2);
    }

    private void expectCancelled() {
        assertThat(results).as("the result of what was cancelled, at once")
                .singleElement().isInstanceOfSatisfying(Result.Failure.class,
                        failure -> assertThat(failure.cause())
                                .isInstanceOf(CancelledException.class));
    }
}
