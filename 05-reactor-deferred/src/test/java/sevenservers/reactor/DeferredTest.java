package sevenservers.reactor;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sevenservers.tests.Wait.PATIENCE;
import static sevenservers.tests.Wait.await;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.tests.LogRecords;

/** What the Javadoc of {@link Deferred} promises, one by one. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeferredTest {

    private static final long SMALL_STACK = 160 * 1024;
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Exception failure = new Exception("on purpose");
    private final List<String> seen = new ArrayList<>();

    private <T> T see(T value) {
        seen.add(String.valueOf(value));
        return value;
    }

    /** What it has come to; it is the deferred's next step. */
    private static <T> Result<T> result(Deferred<T> deferred) {
        List<Result<T>> results = new ArrayList<>();
        deferred.addBoth(results::add);
        assertThat(results).as("the deferred has fired").hasSize(1);
        return results.getFirst();
    }

    private static <T> T value(Deferred<T> deferred) {
        return switch (result(deferred)) {
            case Result.Success<T>(T value) -> value;
            case Result.Failure<T>(Throwable cause) ->
                throw new AssertionError(cause);
        };
    }

    private static Throwable cause(Deferred<?> deferred) {
        return switch (result(deferred)) {
            case Result.Success<?> success -> throw new AssertionError(success);
            case Result.Failure<?>(Throwable cause) -> cause;
        };
    }

    @Test
    void refusesAStepThatIsNone() {
        List<Consumer<Deferred<String>>> steps =
                List.of(one -> one.addCallback(null), one -> one.addErrback(null),
                        one -> one.addErrback(IOException.class, null),
                        one -> one.addErrback(null, _ -> ""),
                        one -> one.addCallbacks(null, _ -> ""),
                        one -> one.addCallbacks(_ -> "", null),
                        one -> one.addBoth(null), one -> one.chainCallback(null),
                        one -> one.chainErrback(null), one -> one.chainBoth(null));
        var deferred = new Deferred<String>();
        for (Consumer<Deferred<String>> step : steps) {
            assertThatNullPointerException()
                    .isThrownBy(() -> step.accept(deferred));
        }
        deferred.callback("done");
        assertThat(value(deferred)).isEqualTo("done");
    }

    @Test
    void showsHowFarItIs() {
        var first = new Deferred<Integer>();
        var other = new Deferred<String>();
        Deferred<String> last = first.chainCallback(_ -> other);
        assertThat(last).hasToString("Deferred[PENDING]");
        first.callback(7);
        assertThat(last).hasToString("Deferred[WAITING]");
        other.callback("done");
        assertThat(last).hasToString("Deferred[success=done]");
        assertThat(last.addCallback(Integer::parseInt).addBoth(come -> come)
                .toString()).contains("NumberFormatException");
    }

    @Nested
    class Firing {

        private final Deferred<String> deferred = new Deferred<>();

        @Test
        void doesTheStepsThatAreThereBeforeItReturns() {
            deferred.addCallback(DeferredTest.this::see)
                    .addCallback(value -> see(value + " again"));
            deferred.callback("it");
            assertThat(seen).containsExactly("it", "it again");
        }

        @Test
        void doesAStepThatIsAddedLaterAtOnce() {
            deferred.callback("it");
            deferred.addCallback(DeferredTest.this::see);
            assertThat(seen).containsExactly("it");
        }

        @Test
        void isPossibleOnce() {
            deferred.callback("it");
            assertThatIllegalStateException()
                    .isThrownBy(() -> deferred.callback("again"))
                    .withMessage("a deferred fires once");
            assertThatIllegalStateException()
                    .isThrownBy(() -> deferred.errback(failure))
                    .withMessage("a deferred fires once");
            assertThat(value(deferred)).isEqualTo("it");
        }

        @Test
        void isPossibleOnceWithAFailure() {
            deferred.errback(failure);
            assertThatIllegalStateException()
                    .isThrownBy(() -> deferred.callback("again"))
                    .withMessage("a deferred fires once");
            assertThatIllegalStateException()
                    .isThrownBy(() -> deferred.errback(new Exception("again")))
                    .withMessage("a deferred fires once");
            assertThat(cause(deferred)).isSameAs(failure);
        }

        @Test
        void isNotForAStepBeforeOrAfterItsTime() {
            Deferred<String> step = deferred.addCallback(DeferredTest.this::see);
            assertThatIllegalStateException().isThrownBy(() -> step.callback("x"))
                    .withMessage("a step is fired by the one before it");
            assertThatIllegalStateException()
                    .isThrownBy(() -> step.errback(failure))
                    .withMessage("a step is fired by the one before it");
            assertThat(step.hasFired()).isFalse();
            deferred.callback("it");
            assertThatIllegalStateException().isThrownBy(() -> step.callback("x"))
                    .withMessage("a step is fired by the one before it");
            assertThat(seen).containsExactly("it");
        }

        @Test
        void isPossibleWithNull() {
            deferred.callback(null);
            assertThat(deferred.hasFired()).isTrue();
            assertThat(value(deferred)).isNull();
        }

        @Test
        void needsACauseForAFailure() {
            assertThatNullPointerException()
                    .isThrownBy(() -> deferred.errback(null));
            assertThat(deferred.hasFired()).isFalse();
        }

        @Test
        void canBeDoneFromTheStart() {
            assertThat(value(Deferred.succeed("it"))).isEqualTo("it");
            assertThat(cause(Deferred.fail(failure))).isSameAs(failure);
            assertThat(Deferred.succeed("it").hasFired()).isTrue();
            Deferred<String> failed = Deferred.fail(failure);
            assertThat(failed.hasFired()).isTrue();
            assertThat(cause(failed)).isSameAs(failure);
        }

        @Test
        void byAStepThatIsBeingDoneIsRefusedToo() {
            Deferred<String> step = deferred.addCallback(_ -> {
                deferred.callback("again");
                return "unreachable";
            });
            deferred.callback("it");
            assertThat(cause(step)).isInstanceOf(IllegalStateException.class)
                    .hasMessage("a deferred fires once");
        }
    }

    @Nested
    class Steps {

        @Test
        void areNotAddedTwiceToOneDeferred() {
            Deferred<String> deferred = new Deferred<>();
            Deferred<String> step = deferred.addCallback(value -> value + "!");
            assertThatIllegalStateException()
                    .isThrownBy(() -> deferred.addCallback(value -> see("two")))
                    .withMessage("it has its next step already: "
                            + "add to the deferred that adding that one returned");
            deferred.callback("it");
            assertThatIllegalStateException()
                    .isThrownBy(() -> deferred.addErrback(_ -> see("three")));
            assertThat(value(step)).isEqualTo("it!");
            assertThat(seen).isEmpty();
        }

        @Test
        void thatThrowMoveToTheSideOfErrbacks() {
            Deferred<String> chain =
                    Deferred.succeed("it").<String>addCallback(_ -> {
                        throw failure;
                    }).addCallback(_ -> see("callback"));
            assertThat(cause(chain)).isSameAs(failure);
            assertThat(seen).isEmpty();
        }

        @Test
        void thatHandleAFailureMoveBackToTheSideOfCallbacks() {
            Deferred<String> chain = Deferred.<String>fail(failure)
                    .addErrback(cause -> "mended: " + cause.getMessage())
                    .addErrback(_ -> see("errback"))
                    .addCallback(value -> value + "!");
            assertThat(value(chain)).isEqualTo("mended: on purpose!");
            assertThat(seen).isEmpty();
        }

        @Test
        void thatHandleAFailureMayFailInTurn() {
            var second = new IOException("second");
            assertThat(cause(Deferred.fail(failure).addErrback(_ -> {
                throw second;
            }))).isSameAs(second);
        }

        @Test
        void ofBothKindsDoNotHandleEachOthersFailure() {
            Deferred<String> chain = Deferred.succeed("it").addCallbacks(_ -> {
                throw failure;
            }, _ -> see("errback"));
            assertThat(cause(chain)).isSameAs(failure);
            assertThat(seen).isEmpty();
            assertThat(value(Deferred.fail(failure)
                    .addCallbacks(_ -> see("callback"), Throwable::getMessage)))
                    .isEqualTo("on purpose");
            assertThat(seen).isEmpty();
        }

        @Test
        void forOneKindOfFailureLetTheOthersPass() {
            var notFound = new FileNotFoundException("x");
            assertThat(value(Deferred.<String>fail(notFound)
                    .addErrback(IllegalStateException.class, _ -> see("not this"))
                    .addErrback(IOException.class, Throwable::getMessage)))
                    .isEqualTo("x");
            assertThat(cause(Deferred.<String>fail(failure)
                    .addErrback(IOException.class, _ -> see("not this"))))
                    .isSameAs(failure);
            assertThat(value(Deferred.succeed("it")
                    .addErrback(IOException.class, _ -> see("not this"))))
                    .isEqualTo("it");
            assertThat(seen).isEmpty();
        }

        @Test
        void forBothAreGivenWhichItWas() {
            assertThat(
                    value(Deferred.succeed("it").<Object>addBoth(result -> result)))
                    .isEqualTo(new Result.Success<>("it"));
            assertThat(
                    value(Deferred.fail(failure).<Object>addBoth(result -> result)))
                    .isEqualTo(new Result.Failure<>(failure));
        }

        @Test
        void mayThrowErrorsWhichAreFailuresToo() {
            assertThat(cause(Deferred.succeed("it").addCallback(_ -> {
                throw new AssertionError("wrong");
            }))).isInstanceOf(AssertionError.class);
            assertThat(cause(Deferred.succeed(1).addCallback(this::recurse)))
                    .isInstanceOf(StackOverflowError.class);
            assertThat(value(Deferred.fail(new AssertionError("wrong"))
                    .addErrback(AssertionError.class, _ -> "mended")))
                    .isEqualTo("mended");
        }

        private int recurse(int depth) {
            return depth < 0 ? depth : recurse(depth + 1) + 1;
        }

        @Test
        void mayBeAddedByTheStepBeforeThemWhileItIsDone() {
            Deferred<String> first = new Deferred<>();
            List<Deferred<String>> steps = new ArrayList<>();
            steps.add(first.addCallback(value -> {
                steps.add(steps.getFirst().addCallback(DeferredTest.this::see));
                assertThat(seen).isEmpty();
                return value + "!";
            }));
            first.callback("it");
            assertThat(seen).containsExactly("it!");
            assertThat(value(steps.getLast())).isEqualTo("it!");
        }

        @Test
        void keepNothingOfWhatCameBeforeThem() {
            var first = new Deferred<String>();
            var garbage = new WeakReference<>(first);
            Deferred<String> last = first.addCallback(value -> value + "!");
            first.callback("it");
            first = null;
            awaitGarbage(garbage);
            assertThat(value(last)).isEqualTo("it!");
        }
    }

    @Nested
    class Chaining {

        private final Deferred<String> inner = new Deferred<>();

        @Test
        void waitsForTheDeferredThatAStepReturns() {
            Deferred<String> outer =
                    Deferred.succeed("it").chainCallback(_ -> inner);
            assertThat(outer.hasFired()).isFalse();
            outer.addCallback(DeferredTest.this::see);
            assertThat(seen).isEmpty();
            inner.callback("inner");
            assertThat(outer.hasFired()).isTrue();
            assertThat(seen).containsExactly("inner");
        }

        @Test
        void doesNotWaitForOneThatHasFired() {
            inner.errback(failure);
            assertThat(cause(Deferred.succeed("it").chainCallback(_ -> inner)))
                    .isSameAs(failure);
        }

        @Test
        void isPossibleForFailuresAndForBoth() {
            Deferred<String> handled =
                    Deferred.<String>fail(failure).chainErrback(cause -> inner
                            .addCallback(
                                    value -> value + " " + cause.getMessage()));
            Deferred<String> passed =
                    Deferred.succeed("it").chainErrback(_ -> new Deferred<>());
            Deferred<String> both = handled.chainBoth(Deferred::succeed)
                    .addCallback(result -> "of " + result);
            inner.callback("inner");
            assertThat(value(passed)).isEqualTo("it");
            assertThat(value(both))
                    .isEqualTo("of Success[value=inner on purpose]");
        }

        @Test
        void failsWithoutADeferred() {
            assertThat(cause(Deferred.succeed("it").chainCallback(_ -> null)))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("a step of the chain returned no deferred");
        }

        @Test
        void failsWithADeferredThatHasItsNextStep() {
            Deferred<String> step = inner.addCallback(value -> value + "!");
            assertThat(cause(Deferred.succeed("it").chainCallback(_ -> inner)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("it has its next step already");
            inner.callback("inner");
            assertThat(cause(Deferred.succeed("it").chainCallback(_ -> inner)))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(value(step)).isEqualTo("inner!");
        }

        @Test
        void failsWithTheDeferredThatTheStepWasAddedTo() {
            Deferred<String> chain = inner.chainCallback(_ -> inner);
            inner.callback("it");
            assertThat(cause(chain)).isInstanceOf(IllegalStateException.class);
        }

        @Test
        void failsWithTheStepItself() {
            List<Deferred<String>> step = new ArrayList<>();
            step.add(inner.chainCallback(_ -> step.getFirst()));
            inner.callback("it");
            assertThat(step.getFirst().hasFired()).isTrue();
            assertThat(cause(step.getFirst()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a step of the chain waits for itself");
        }

        @Test
        void failsWithAStepThatWaitsForThisOne() {
            Deferred<String> other = new Deferred<>();
            List<Deferred<String>> steps = new ArrayList<>();
            steps.add(inner.chainCallback(_ -> steps.getLast()));
            steps.add(other.chainCallback(_ -> steps.getFirst()));
            inner.callback("it");
            other.callback("it");
            assertThat(cause(steps.getFirst()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a step of the chain waits for itself");
        }
    }

    @Nested
    class Cancelling {

        private final Deferred<String> silent = new Deferred<>(_ -> see("stopped"));

        @Test
        void failsTheDeferred() {
            silent.cancel();
            assertThat(seen).containsExactly("stopped");
            assertThat(silent.hasFired()).isTrue();
            assertThat(cause(silent)).isInstanceOf(CancelledException.class)
                    .hasMessage("cancelled");
        }

        @Test
        void failsADeferredForSomethingThatCannotBeStopped() {
            Deferred<String> deferred = new Deferred<>();
            deferred.cancel();
            assertThat(cause(deferred)).isInstanceOf(CancelledException.class);
        }

        @Test
        void leavesItToTheCancellerToFire() {
            var success = new Deferred<String>(one -> one.callback("so far"));
            success.cancel();
            assertThat(value(success)).isEqualTo("so far");
            var failed = new Deferred<String>(one -> one.errback(failure));
            failed.cancel();
            assertThat(cause(failed)).isSameAs(failure);
        }

        @Test
        void callsTheCancellerOnce() {
            silent.cancel();
            silent.cancel();
            assertThat(seen).containsExactly("stopped");
            assertThat(cause(silent)).isInstanceOf(CancelledException.class);
            var again = new Deferred<String>(one -> {
                see("once");
                one.cancel();
            });
            again.cancel();
            assertThat(seen).containsExactly("stopped", "once");
            assertThat(cause(again)).isInstanceOf(CancelledException.class);
        }

        @Test
        void doesNothingAfterFiring() {
            Deferred<String> step = silent.addCallback(value -> value);
            silent.callback("it");
            silent.cancel();
            step.cancel();
            assertThat(seen).isEmpty();
            assertThat(value(step)).isEqualTo("it");
        }

        @Test
        void stopsWhatTheFirstOfTheChainStandsFor() {
            Deferred<String> last = silent.addCallback(value -> value)
                    .addErrback(CancelledException.class, _ -> "mended");
            last.cancel();
            assertThat(seen).containsExactly("stopped");
            assertThat(value(last)).isEqualTo("mended");
        }

        @Test
        void reachesTheDeferredThatTheChainWaitsFor() {
            var first = new Deferred<String>(_ -> see("not this"));
            Deferred<String> middle = Deferred.succeed("it")
                    .chainCallback(_ -> silent.addCallback(value -> value));
            Deferred<String> last =
                    first.chainCallback(_ -> middle).addCallback(value -> value);
            first.callback("it");
            last.cancel();
            assertThat(seen).containsExactly("stopped");
            assertThat(cause(last)).isInstanceOf(CancelledException.class);
        }

        @Test
        void ofADeferredThatAnotherChainWaitsForFailsThatOne() {
            Deferred<String> outer =
                    Deferred.succeed("it").chainCallback(_ -> silent);
            silent.cancel();
            assertThat(cause(outer)).isInstanceOf(CancelledException.class);
        }

        @Test
        void leavesTheInnerChainTheChoiceToGoOn() {
            Deferred<String> another = new Deferred<>();
            Deferred<String> outer = Deferred.succeed("it").chainCallback(
                    _ -> silent.chainErrback(_ -> another));
            outer.cancel();
            assertThat(outer.hasFired()).isFalse();
            outer.cancel();
            assertThat(seen).containsExactly("stopped");
            assertThat(cause(outer)).isInstanceOf(CancelledException.class);
            another.callback("ignored");
        }

        @Test
        void hasLateResultsIgnored() {
            silent.cancel();
            silent.callback("late");
            silent.errback(failure);
            assertThat(cause(silent)).isInstanceOf(CancelledException.class);
        }

        @Test
        void byAStepThatIsBeingDoneIsTooLate() {
            List<Deferred<String>> steps = new ArrayList<>();
            steps.add(silent.addCallback(value -> {
                steps.getFirst().cancel();
                return value;
            }));
            silent.callback("it");
            assertThat(seen).isEmpty();
            assertThat(value(steps.getFirst())).isEqualTo("it");
        }

        @Test
        void failsWithWhatTheCancellerThrows() {
            var wrong = new IllegalStateException("wrong");
            var deferred = new Deferred<String>(_ -> {
                throw wrong;
            });
            deferred.cancel();
            deferred.callback("late");
            assertThat(cause(deferred)).isSameAs(wrong);
        }

        @Test
        void throwsWhatTheCancellerThrowsAfterFiring() {
            var deferred = new Deferred<String>(one -> {
                one.callback("so far");
                throw new IllegalStateException("wrong");
            });
            assertThatIllegalStateException().isThrownBy(deferred::cancel)
                    .withMessage("wrong");
            assertThat(value(deferred)).isEqualTo("so far");
        }

        @Test
        void needsACanceller() {
            assertThatNullPointerException()
                    .isThrownBy(() -> new Deferred<String>(null));
        }
    }

    @Nested
    class TimingOut {

        private long now = Long.MAX_VALUE - LIMIT.toNanos() / 2;
        private final TimerQueue timers = new TimerQueue(() -> now);
        private final Deferred<String> deferred =
                new Deferred<>(_ -> see("stopped"));

        private void pass(Duration time) {
            now += time.toNanos();
            List<DelayedCall> due = new ArrayList<>();
            timers.takeDue(due);
            due.forEach(DelayedCall::process);
        }

        private void assertNothingIsLeft() {
            assertThat(timers.nanosUntilNext()).isEqualTo(Long.MAX_VALUE);
        }

        @Test
        void changesNothingForAResultInTime() {
            Deferred<String> timed = deferred.timeout(LIMIT, timers);
            pass(LIMIT.minusNanos(1));
            deferred.callback("it");
            assertThat(value(timed)).isEqualTo("it");
            assertNothingIsLeft();
        }

        @Test
        void changesNothingForAFailureInTime() {
            Deferred<String> timed = deferred.timeout(LIMIT, timers);
            pass(LIMIT.minusNanos(1));
            deferred.errback(failure);
            assertThat(cause(timed)).isSameAs(failure);
            assertNothingIsLeft();
        }

        @Test
        void cancelsTheChainWhenTheTimeIsOver() {
            Deferred<String> timed = deferred.timeout(LIMIT, timers);
            pass(LIMIT.minusNanos(1));
            assertThat(seen).isEmpty();
            assertThat(timed.hasFired()).isFalse();
            pass(Duration.ofNanos(1));
            assertThat(seen).containsExactly("stopped");
            assertThat(cause(timed)).isInstanceOf(TimeoutException.class)
                    .hasMessage("no result within 5000 ms");
            assertNothingIsLeft();
        }

        @Test
        void isNotWhatSomebodyElseCancelled() {
            Deferred<String> timed = deferred.timeout(LIMIT, timers);
            timed.cancel();
            assertThat(cause(timed)).isInstanceOf(CancelledException.class);
            assertNothingIsLeft();
        }

        @Test
        void isNotWhatSomebodyElseCancelledWhenItWasDue() {
            List<DelayedCall> due = new ArrayList<>();
            Deferred<String> timed = deferred.timeout(LIMIT, timers);
            now += LIMIT.toNanos();
            timers.takeDue(due);
            timed.cancel();
            due.forEach(DelayedCall::process);
            assertThat(seen).containsExactly("stopped");
            assertThat(cause(timed)).isInstanceOf(CancelledException.class);
        }

        @Test
        void isNotAResultOfTheCanceller() {
            var fired = new Deferred<String>(one -> one.callback("so far"));
            Deferred<String> timed = fired.timeout(LIMIT, timers);
            pass(LIMIT);
            assertThat(value(timed)).isEqualTo("so far");
            var failed = new Deferred<String>(one -> one.errback(failure));
            timed = failed.timeout(LIMIT, timers);
            pass(LIMIT);
            assertThat(cause(timed)).isSameAs(failure);
        }

        @Test
        void countsForTheChainSoFarAndNotForWhatIsAddedLater() {
            Deferred<String> later = new Deferred<>();
            Deferred<String> last = deferred.timeout(LIMIT, timers)
                    .chainCallback(_ -> later);
            deferred.callback("it");
            assertNothingIsLeft();
            pass(LIMIT);
            later.callback("later");
            assertThat(value(last)).isEqualTo("later");
        }

        @Test
        void reachesTheDeferredThatTheChainWaitsFor() {
            Deferred<String> timed = Deferred.succeed("it")
                    .chainCallback(_ -> deferred).timeout(LIMIT, timers);
            pass(LIMIT);
            assertThat(seen).containsExactly("stopped");
            assertThat(cause(timed)).isInstanceOf(TimeoutException.class);
        }

        @Test
        void leavesNothingInTheQueueForWhatHasFired() {
            assertThat(value(Deferred.succeed("it").timeout(LIMIT, timers)))
                    .isEqualTo("it");
            assertThat(cause(Deferred.fail(failure).timeout(LIMIT, timers)))
                    .isSameAs(failure);
            assertNothingIsLeft();
        }

        @Test
        void isRefusedAfterTheNextStepWithoutACallLeft() {
            Deferred<String> step = deferred.addCallback(value -> value);
            assertThatIllegalStateException()
                    .isThrownBy(() -> deferred.timeout(LIMIT, timers));
            assertNothingIsLeft();
            deferred.callback("it");
            assertThat(value(step)).isEqualTo("it");
        }

        @Test
        void isRefusedForANegativeTime() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> deferred.timeout(LIMIT.negated(), timers));
            deferred.callback("it");
            assertThat(value(deferred)).isEqualTo("it");
        }
    }

    @Nested
    class Gathering {

        private final Deferred<String> one = new Deferred<>(_ -> see("stop one"));
        private final Deferred<String> two = new Deferred<>(_ -> see("stop two"));
        private final Deferred<List<String>> all =
                Deferred.gatherResults(List.of(one, two));

        @Test
        void keepsTheOrder() {
            two.callback("2");
            assertThat(all.hasFired()).isFalse();
            one.callback("1");
            assertThat(value(all)).containsExactly("1", "2");
        }

        @Test
        void succeedsWithNulls() {
            one.callback(null);
            assertThat(all.hasFired()).isFalse();
            two.callback(null);
            assertThat(value(all)).containsExactly(null, null);
        }

        @Test
        void ofNothingSucceeds() {
            assertThat(value(Deferred.gatherResults(List.of()))).isEmpty();
        }

        @Test
        void countsWhatHasFiredAlready() {
            Deferred<List<String>> mixed = Deferred
                    .gatherResults(List.of(Deferred.succeed("0"), all
                            .addCallback(results -> String.join("", results))));
            one.callback("1");
            two.callback("2");
            assertThat(value(mixed)).containsExactly("0", "12");
            assertThat(value(Deferred
                    .gatherResults(List.of(Deferred.succeed("last")))))
                    .containsExactly("last");
        }

        @Test
        void failsWithTheFirstFailureAndDropsTheOthers() {
            two.errback(failure);
            assertThat(all.hasFired()).isTrue();
            one.errback(new Exception("dropped"));
            assertThat(cause(all)).isSameAs(failure);
            assertThat(failure.getSuppressed()).isEmpty();
            assertThat(seen).isEmpty();
        }

        @Test
        void isNotChangedByASuccessAfterAFailure() {
            one.errback(failure);
            two.callback("2");
            assertThat(cause(all)).isSameAs(failure);
        }

        @Test
        void isCancelledByCancellingAll() {
            all.cancel();
            assertThat(seen).containsExactly("stop one", "stop two");
            assertThat(cause(all)).isInstanceOf(CancelledException.class);
        }

        @Test
        void mayComeToAllResultsWhenItIsCancelled() {
            List<Deferred<String>> both =
                    List.of(new Deferred<>(x -> x.callback("1")),
                            new Deferred<>(x -> x.callback("2")));
            Deferred<List<String>> gathered = Deferred.gatherResults(both);
            gathered.cancel();
            assertThat(value(gathered)).containsExactly("1", "2");
        }

        @Test
        void isCancelledEvenIfACancellerThrows() {
            var wrong = new IllegalStateException("wrong");
            Deferred<String> throwing = new Deferred<>(_ -> {
                throw wrong;
            });
            var last = new Deferred<String>(_ -> see("stop the last"));
            Deferred<List<String>> gathered =
                    Deferred.gatherResults(List.of(throwing, last));
            gathered.cancel();
            assertThat(seen).containsExactly("stop the last");
            assertThat(cause(gathered)).isSameAs(wrong);
        }

        @Test
        void doesNotMindWhatBecomesOfTheList() {
            List<Deferred<String>> pending = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                pending.add(new Deferred<>(pending::remove));
            }
            Deferred<List<String>> gathered = Deferred.gatherResults(pending);
            gathered.cancel();
            assertThat(pending).isEmpty();
            assertThat(cause(gathered)).isInstanceOf(CancelledException.class);
        }
    }

    @Nested
    class FirstOf {

        private final Deferred<String> one = new Deferred<>(_ -> see("stop one"));
        private final Deferred<String> two = new Deferred<>(_ -> see("stop two"));
        private final Deferred<String> three =
                new Deferred<>(_ -> see("stop three"));
        private final Deferred<String> first =
                Deferred.firstOf(List.of(one, two, three));

        @Test
        void takesTheFirstSuccessAndCancelsTheOthers() {
            first.addCallback(DeferredTest.this::see);
            two.callback("2");
            assertThat(seen).containsExactly("2", "stop one", "stop three");
        }

        @Test
        void waitsForASuccessAfterFailures() {
            three.errback(failure);
            one.errback(failure);
            assertThat(first.hasFired()).isFalse();
            two.callback("2");
            assertThat(value(first)).isEqualTo("2");
            assertThat(seen).isEmpty();
        }

        @Test
        void failsWhenAllHaveFailedWithTheFirstFailure() {
            var second = new Exception("second");
            var third = new Exception("third");
            two.errback(failure);
            three.errback(second);
            assertThat(first.hasFired()).isFalse();
            one.errback(third);
            assertThat(cause(first)).isSameAs(failure);
            assertThat(failure.getSuppressed()).containsExactly(second, third);
        }

        @Test
        void failsWhenAllHaveFailedWithTheSameFailure() {
            Stream.of(one, two, three).forEach(each -> each.errback(failure));
            assertThat(cause(first)).isSameAs(failure);
            assertThat(failure.getSuppressed()).isEmpty();
        }

        @Test
        void isCancelledByCancellingAll() {
            first.cancel();
            assertThat(seen).containsExactly("stop one", "stop two", "stop three");
            assertThat(cause(first)).isInstanceOf(CancelledException.class)
                    .satisfies(cause -> assertThat(cause.getSuppressed()).hasSize(2)
                            .allMatch(CancelledException.class::isInstance));
        }

        @Test
        void isWhatACancellerMakesOfIt() {
            Deferred<String> saved = new Deferred<>(x -> x.callback("so far"));
            Deferred<String> best = Deferred.firstOf(
                    List.of(new Deferred<>(), saved, new Deferred<String>()));
            best.cancel();
            assertThat(value(best)).isEqualTo("so far");
        }

        @Test
        void cancelsTheOthersIfOneHasSucceededAlready() {
            var other = new Deferred<String>(_ -> see("stop the other"));
            assertThat(value(Deferred
                    .firstOf(List.of(other, Deferred.succeed("early")))))
                    .isEqualTo("early");
            var last = new Deferred<String>(_ -> see("stop the last"));
            assertThat(value(Deferred
                    .firstOf(List.of(Deferred.succeed("early"), last))))
                    .isEqualTo("early");
            assertThat(seen).containsExactly("stop the other", "stop the last");
        }

        @Test
        void isNotChangedByACancellersLateSuccess() {
            var other = new Deferred<String>(x -> x.callback("so far"));
            Deferred<String> winner = new Deferred<>();
            Deferred<String> best = Deferred.firstOf(List.of(winner, other));
            winner.callback("it");
            assertThat(value(best)).isEqualTo("it");
        }

        @Test
        void ofNothingIsRefused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Deferred.firstOf(List.of()))
                    .withMessage("the first of none");
        }

        @Test
        void doesNotMindWhatBecomesOfTheList() {
            List<Deferred<String>> pending = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                pending.add(new Deferred<>(pending::remove));
            }
            Deferred<String> winner = pending.get(1);
            Deferred<String> best = Deferred.firstOf(pending);
            winner.callback("it");
            assertThat(pending).containsExactly(winner);
            assertThat(value(best)).isEqualTo("it");
        }

        @Test
        void failsWhenAllHaveFailedWhateverBecomesOfTheList() {
            List<Deferred<String>> pending =
                    new ArrayList<>(List.of(new Deferred<>(), new Deferred<>()));
            List<Deferred<String>> given = new ArrayList<>(pending);
            Deferred<String> best = Deferred.firstOf(given);
            given.clear();
            pending.forEach(each -> each.errback(failure));
            assertThat(cause(best)).isSameAs(failure);
        }
    }

    /** Nothing recurses, and a loop keeps nothing of the turns that are over. */
    @Nested
    class LongChains {

        private Deferred<Integer> tick;
        private final List<WeakReference<Deferred<Integer>>> turns =
                new ArrayList<>();

        @Test
        void ofAMillionStepsDoNotOverflowTheStack() throws Exception {
            onASmallStack(() -> {
                Deferred<Integer> first = new Deferred<>();
                Deferred<Integer> last = first;
                for (int i = 0; i < 1_000_000; i++) {
                    last = last.addCallback(value -> value + 1);
                }
                assertThat(last.hasFired()).isFalse();
                first.callback(0);
                assertThat(value(last)).isEqualTo(1_000_000);
                return null;
            });
        }

        @Test
        void ofAMillionStepsAreCancelledFromTheirEnd() throws Exception {
            onASmallStack(() -> {
                Deferred<Integer> last = new Deferred<>();
                for (int i = 0; i < 1_000_000; i++) {
                    last = last.addCallback(value -> value + 1);
                }
                last.cancel();
                assertThat(cause(last)).isInstanceOf(CancelledException.class);
                return null;
            });
        }

        @Test
        void thatWaitForEachOtherFromTheInsideOut() throws Exception {
            onASmallStack(() -> {
                Deferred<Integer> innermost = new Deferred<>();
                Deferred<Integer> outer = innermost;
                for (int i = 0; i < 100_000; i++) {
                    Deferred<Integer> inner = outer;
                    outer = Deferred.succeed(i).chainCallback(_ -> inner);
                    if (i % 2 == 0) {
                        outer = outer.addCallback(value -> value + 1);
                    }
                }
                assertThat(outer.hasFired()).isFalse();
                innermost.callback(0);
                assertThat(value(outer)).isEqualTo(50_000);
                return null;
            });
        }

        @Test
        void thatWaitForEachOtherFromTheOutsideIn() throws Exception {
            onASmallStack(() -> {
                Deferred<Integer> outer = turn().addCallback(value -> value + 1);
                while (turns.size() < 100_000) {
                    tick.callback(0);
                }
                assertThat(outer.hasFired()).isFalse();
                outer.cancel();
                assertThat(cause(outer)).isInstanceOf(CancelledException.class);
                return null;
            });
        }

        @Test
        void thatWaitAndGoOnDoNotOverflowTheStack() throws Exception {
            onASmallStack(() -> {
                Deferred<Integer> outer = sum(100_000);
                for (int i = 0; i < 100_000; i++) {
                    tick.callback(1);
                }
                assertThat(value(outer)).isEqualTo(100_000);
                return null;
            });
        }

        private Deferred<Integer> sum(int left) {
            if (left == 0) {
                return Deferred.succeed(0);
            }
            tick = new Deferred<>();
            return tick.chainCallback(one -> sum(left - 1)
                    .addCallback(sum -> sum + one));
        }

        /** A turn of a loop without an end. */
        private Deferred<Integer> turn() {
            tick = new Deferred<>();
            Deferred<Integer> turn = tick.chainCallback(_ -> turn());
            turns.add(new WeakReference<>(tick));
            turns.add(new WeakReference<>(turn));
            return turn;
        }

        private void assertThatALoopKeepsNoTurns() {
            while (turns.size() < 20_000) {
                tick.callback(0);
            }
            await().until(() -> {
                System.gc();
                return turns.stream().filter(turn -> turn.get() != null)
                        .count() < 10;
            });
        }

        @Test
        void ofALoopKeepNoTurnsForWhoHoldsTheFirst() {
            Deferred<Integer> loop = turn();
            assertThatALoopKeepsNoTurns();
            assertThat(loop.hasFired()).isFalse();
            loop.cancel();
            assertThat(cause(loop)).isInstanceOf(CancelledException.class);
        }

        @Test
        void ofALoopKeepNoTurnsForWhoWaitsForIt() {
            Deferred<Integer> loop = Deferred.succeed(0).chainCallback(_ -> turn());
            assertThatALoopKeepsNoTurns();
            loop.cancel();
            assertThat(cause(loop)).isInstanceOf(CancelledException.class);
        }

        @Test
        void ofALoopKeepNoTurnsForWhoHoldsTheFirstAndHasAnotherWait() {
            Deferred<Integer> loop = turn();
            Deferred<Integer> outer = Deferred.succeed(0).chainCallback(_ -> loop);
            assertThatALoopKeepsNoTurns();
            assertThat(loop.hasFired()).isFalse();
            loop.cancel();
            assertThat(loop.hasFired()).isTrue();
            loop.cancel();
            assertThat(cause(outer)).isInstanceOf(CancelledException.class);
        }

        @Test
        void ofALoopKeepNoTurnsForWhoHasAnotherWaitLater() {
            Deferred<Integer> loop = turn();
            tick.callback(0);
            Deferred<Integer> outer = Deferred.succeed(0).chainCallback(_ -> loop);
            assertThatALoopKeepsNoTurns();
            loop.cancel();
            assertThat(loop.hasFired()).isTrue();
            assertThat(cause(outer)).isInstanceOf(CancelledException.class);
        }
    }

    private static void onASmallStack(Callable<Void> test) throws Exception {
        var task = new FutureTask<>(test);
        new Thread(null, task, "small stack", SMALL_STACK).start();
        task.get(PATIENCE.toSeconds(), SECONDS);
    }

    private static void awaitGarbage(WeakReference<?> garbage) {
        await().until(() -> {
            System.gc();
            return garbage.get() == null;
        });
    }

    @Nested
    class Failures {

        @Test
        void areReportedOnceWhenTheDeferredIsGarbage() {
            try (var records = LogRecords.capture()) {
                String place = makeAndFail("forgotten");
                awaitReport(records, "forgotten");
                collectGarbage(records);
                assertThat(reports(records, "forgotten")).singleElement().asString()
                        .startsWith("SEVERE nobody handled the failure of a"
                                + " deferred made at ")
                        .endsWith("(" + place + ") java.lang.Exception: forgotten");
            }
        }

        private static String makeAndFail(String message) {
            String place = here(1);
            var deferred = new Deferred<String>();
            deferred.addCallback(value -> value + "!").addCallback(String::length);
            deferred.errback(new Exception(message));
            return place;
        }

        @Test
        void ofADeferredThatHasFailedFromTheStartHaveTheirPlace() {
            try (var records = LogRecords.capture()) {
                String place = here(1);
                Deferred.fail(new Exception("from the start"));
                awaitReport(records, "from the start");
                assertThat(reports(records, "from the start")).hasSize(1)
                        .allMatch(report -> report.contains(place));
            }
        }

        @Test
        void areReportedWhenTheReactorOfTheThreadEnds() throws Exception {
            try (var records = LogRecords.capture()) {
                List<Deferred<String>> held = new ArrayList<>();
                held.add(Deferred.fail(new Exception("of another thread")));
                List<String> places = new ArrayList<>();
                runReactor(() -> {
                    places.add(here(1));
                    held.add(Deferred.fail(new Exception("held")));
                    held.add(Deferred.<String>fail(new Exception("handled"))
                            .addErrback(Throwable::getMessage));
                    held.add(Deferred.succeed("succeeded"));
                });
                assertThat(reports(records, "")).singleElement().asString()
                        .contains(places.getFirst(), "Exception: held");
                assertThat(held).hasSize(4);
                held.forEach(one -> one.addErrback(_ -> null));
                held.clear();
                collectGarbage(records);
                assertThat(reports(records, "held")).hasSize(1);
                assertThat(reports(records, "of another thread")).isEmpty();
            }
        }

        @Test
        void areNotReportedAgainByTheGarbageCollection() throws Exception {
            try (var records = LogRecords.capture()) {
                List<Deferred<String>> held = new ArrayList<>();
                runReactor(() -> held.add(Deferred.fail(new Exception("once"))));
                assertThat(reports(records, "once")).hasSize(1);
                assertThat(held).allMatch(Deferred::hasFired);
                held.clear();
                collectGarbage(records);
                assertThat(reports(records, "once")).hasSize(1);
            }
        }

        @Test
        void areNotKeptWhenTheyAreReportedOrHandled() throws Exception {
            List<Deferred<String>> held = new ArrayList<>();
            List<WeakReference<Exception>> failures = new ArrayList<>();
            failAndForgetFailures(held, failures);
            failures.forEach(DeferredTest::awaitGarbage);
            assertThat(held).as("the one that was handled").singleElement()
                    .matches(Deferred::hasFired);
        }

        private static void failAndForgetFailures(List<Deferred<String>> held,
                List<WeakReference<Exception>> failures) throws Exception {
            try (var records = LogRecords.capture()) {
                runReactor(() -> {
                    for (int i = 0; i < 2; i++) {
                        var failure = new Exception("forgotten " + i);
                        failures.add(new WeakReference<>(failure));
                        held.add(Deferred.fail(failure));
                    }
                    held.add(held.removeLast().addErrback(_ -> "handled"));
                });
                held.removeFirst();
                assertThat(reports(records, "forgotten 0")).hasSize(1);
            }
        }

        private static void runReactor(Runnable call) throws Exception {
            var task = new FutureTask<Void>(() -> {
                try (var reactor = new Reactor()) {
                    reactor.callLater(Duration.ZERO, call);
                    reactor.callLater(Duration.ZERO, reactor::stop);
                    reactor.run();
                }
                return null;
            });
            Thread.ofPlatform().start(task);
            task.get(PATIENCE.toSeconds(), SECONDS);
        }

        @Test
        void areNotReportedIfTheyAreHandledLater() {
            try (var records = LogRecords.capture()) {
                Deferred<String> late = Deferred.fail(new Exception("late"));
                collectGarbage(records);
                late.addErrback(Throwable::getMessage);
                late = null;
                collectGarbage(records);
                Unhandled.reportAll(Thread.currentThread());
                assertThat(reports(records, "late")).isEmpty();
            }
        }

        @Test
        void ofAStepThatIsAddedLaterAreReportedForTheStep() {
            try (var records = LogRecords.capture()) {
                failAndPassOn();
                awaitReport(records, "passed on");
                collectGarbage(records);
                assertThat(reports(records, "passed on")).hasSize(1);
            }
        }

        private static void failAndPassOn() {
            Deferred<String> first = Deferred.fail(new Exception("passed on"));
            first.addCallback(value -> value).addCallback(value -> value);
        }

        @Test
        void thatMovedIntoAnotherChainAreReportedByThatOne() {
            try (var records = LogRecords.capture()) {
                for (String message : List.of("moved early", "moved late")) {
                    String place = moveFailure(message);
                    awaitReport(records, message);
                    collectGarbage(records);
                    assertThat(reports(records, message)).hasSize(1)
                            .allMatch(report -> report.contains(place));
                }
            }
        }

        private static String moveFailure(String message) {
            Deferred<String> inner = new Deferred<>();
            if (message.endsWith("early")) {
                inner.errback(new Exception(message));
            }
            String place = here(1);
            Deferred.succeed("it").chainCallback(_ -> inner);
            if (!inner.hasFired()) {
                inner.errback(new Exception(message));
            }
            return place;
        }

        @Test
        void thatAreDroppedOnPurposeAreNotReported() {
            try (var records = LogRecords.capture()) {
                gatherAndDrop();
                collectGarbage(records);
                assertThat(reports(records, "")).isEmpty();
            }
        }

        @Test
        void areReportedWithoutTheirPlaceIfNobodyWantsToKnowIt() throws Exception {
            Process process = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java")
                            .toString(),
                    "-Ddeferred.places=false", "-cp",
                    System.getProperty("java.class.path"),
                    Forgetful.class.getName())
                    .redirectErrorStream(true).start();
            try (var output = process.inputReader()) {
                assertThat(output.readAllAsString())
                        .contains("of a deferred made at an unknown place")
                        .contains("Exception: forgotten");
            }
            assertThat(process.waitFor()).isZero();
        }

        private static void gatherAndDrop() {
            List<Deferred<String>> all = List.of(
                    Deferred.fail(new Exception("gathered")),
                    Deferred.fail(new Exception("dropped")), new Deferred<>());
            Deferred.gatherResults(all).addErrback(_ -> null);
            List<Deferred<String>> some = List.of(
                    Deferred.fail(new Exception("the first")),
                    Deferred.succeed("it"), new Deferred<>());
            Deferred.firstOf(some);
            Deferred.firstOf(List.of(Deferred.succeed("it"),
                    new Deferred<String>(late -> late.callback("late"))));
            var _ = Deferred.<String>fail(new Exception("of the future"))
                    .toFuture(Runnable::run);
        }

        /** A garbage failure of its own has been reported, twice. */
        private static void collectGarbage(LogRecords records) {
            for (String message : List.of("sentinel", "another sentinel")) {
                makeAndFail(message);
                awaitReport(records, message);
            }
        }

        private static void awaitReport(LogRecords records, String message) {
            int before = reports(records, message).size();
            await().until(() -> {
                System.gc();
                return reports(records, message).size() > before;
            });
        }

        /** What was reported, without the sentinels if it is not about them. */
        private static List<String> reports(LogRecords records, String message) {
            return records.failures().stream()
                    .filter(report -> report.endsWith(message))
                    .filter(report -> message.endsWith("sentinel")
                            || !report.endsWith("sentinel"))
                    .toList();
        }

        /** The place so many lines after the caller's. */
        private static String here(int below) {
            return StackWalker.getInstance().walk(frames -> frames.skip(1)
                    .map(StackWalker.StackFrame::toStackTraceElement)
                    .map(at -> at.getFileName() + ":"
                            + (at.getLineNumber() + below))
                    .findFirst().orElseThrow());
        }
    }

    /** A program that forgets to handle a failure. */
    static final class Forgetful {

        private Forgetful() {
        }

        public static void main(String... args) throws IOException {
            try (var reactor = new Reactor()) {
                Deferred.fail(new Exception("forgotten"));
                reactor.callLater(Duration.ZERO, reactor::stop);
                reactor.run();
            }
        }
    }

    @Nested
    class Bridges {

        private final Reactor reactor = new Reactor();
        private final FutureTask<Void> running = new FutureTask<>(() -> {
            reactor.run();
            return null;
        });
        private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
        private final CompletableFuture<String> future = new CompletableFuture<>();

        Bridges() throws IOException {
            Thread.ofPlatform().name("reactor").start(running);
        }

        @AfterEach
        void stop() throws Exception {
            reactor.callFromThread(reactor::stop);
            running.get(PATIENCE.toSeconds(), SECONDS);
        }

        private <T> T inReactor(Callable<T> call) throws Exception {
            var task = new FutureTask<>(call);
            reactor.callFromThread(task);
            return task.get(PATIENCE.toSeconds(), SECONDS);
        }

        private <T> T happened(T what) {
            events.add(what + " in " + Thread.currentThread().getName());
            return what;
        }

        private void expect(String event) throws InterruptedException {
            assertThat(events.poll(PATIENCE.toSeconds(), SECONDS)).isEqualTo(event);
        }

        private Deferred<String> follow(CompletionStage<String> stage)
                throws Exception {
            return inReactor(() -> {
                Deferred<String> deferred =
                        Deferred.of(stage, reactor::callFromThread);
                assertThat(deferred.hasFired()).isFalse();
                deferred.addBoth(this::happened);
                return deferred;
            });
        }

        @Test
        void tellTheResultOfAFutureInTheReactorsThread() throws Exception {
            follow(future);
            future.complete("it");
            expect("Success[value=it] in reactor");
        }

        @Test
        void tellTheResultOfAFutureThatHasOneAlreadyInALaterCall()
                throws Exception {
            follow(CompletableFuture.completedFuture("it"));
            expect("Success[value=it] in reactor");
            follow(CompletableFuture.failedStage(failure));
            expect("Failure[cause=java.lang.Exception: on purpose] in reactor");
        }

        @Test
        void tellAFailureAsItWasThrown() throws Exception {
            follow(future.thenApply(value -> value + "!"));
            future.completeExceptionally(failure);
            expect("Failure[cause=java.lang.Exception: on purpose] in reactor");
            follow(CompletableFuture.supplyAsync(() -> {
                throw new IllegalStateException("wrong");
            }));
            expect("Failure[cause=java.lang.IllegalStateException: wrong]"
                    + " in reactor");
        }

        @Test
        void tellAFailureThatHasNothingInIt() throws Exception {
            future.completeExceptionally(new CompletionException("bare", null));
            follow(future);
            expect("Failure[cause=java.util.concurrent.CompletionException: bare]"
                    + " in reactor");
        }

        @Test
        void cancelTheFutureWithTheDeferred() throws Exception {
            Deferred<String> deferred = follow(future);
            inReactor(() -> {
                deferred.cancel();
                return null;
            });
            expect("Failure[cause=sevenservers.reactor.CancelledException:"
                    + " cancelled] in reactor");
            assertThat(future).isCancelled();
            assertThat(inReactor(deferred::hasFired)).isTrue();
            assertThat(events).isEmpty();
        }

        @Test
        void failTheDeferredWhenTheFutureIsCancelled() throws Exception {
            follow(future);
            future.cancel(true);
            expect("Failure[cause=" + CancellationException.class.getName()
                    + "] in reactor");
        }

        private CompletableFuture<String> offer(Deferred<String> deferred)
                throws Exception {
            return inReactor(() -> deferred.toFuture(reactor::callFromThread));
        }

        @Test
        void tellOtherThreadsTheResultOfADeferred() throws Exception {
            Deferred<String> deferred = new Deferred<>();
            CompletableFuture<String> offered = offer(deferred);
            var _ = offered.thenAccept(this::happened);
            assertThat(offered).isNotDone();
            reactor.callFromThread(() -> deferred.callback("it"));
            expect("it in reactor");
            assertThat(offered.get(PATIENCE.toSeconds(), SECONDS)).isEqualTo("it");
            assertThat(offer(Deferred.succeed("early")).get(PATIENCE.toSeconds(),
                    SECONDS))
                    .isEqualTo("early");
        }

        @Test
        void tellOtherThreadsTheFailureOfADeferred() throws Exception {
            Deferred<String> deferred = new Deferred<>();
            CompletableFuture<String> offered = offer(deferred);
            reactor.callFromThread(() -> deferred.errback(failure));
            assertThatThrownBy(() -> offered.get(PATIENCE.toSeconds(), SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause().isSameAs(failure);
        }

        @Test
        void cancelTheDeferredWithTheFutureInTheReactorsThread() throws Exception {
            var deferred = new Deferred<String>(_ -> happened("stopped"));
            CompletableFuture<String> offered =
                    offer(deferred.addCallback(value -> value));
            offered.cancel(true);
            expect("stopped in reactor");
            assertThat(inReactor(deferred::hasFired)).isTrue();
            assertThat(offered).isCancelled();
        }

        @Test
        void cancelNothingThatHasFired() throws Exception {
            var deferred = new Deferred<String>(_ -> happened("stopped"));
            CompletableFuture<String> offered = offer(deferred);
            inReactor(() -> {
                deferred.errback(failure);
                return null;
            });
            offered.cancel(true);
            assertThatThrownBy(() -> offered.get(PATIENCE.toSeconds(), SECONDS))
                    .cause().isSameAs(failure);
            assertThat(inReactor(deferred::hasFired)).isTrue();
            assertThat(events).isEmpty();
        }
    }
}
