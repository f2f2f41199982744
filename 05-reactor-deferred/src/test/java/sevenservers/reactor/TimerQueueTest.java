package sevenservers.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static sevenservers.tests.Wait.PATIENCE;
import static sevenservers.tests.Wait.await;

import java.lang.ref.WeakReference;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * The queue against a list of calls that is sorted when somebody asks, with times
 * that know no bounds.
 */
class TimerQueueTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Half the range of a clock; nothing waits longer. */
    private static final long LATEST = Long.MAX_VALUE / 2;
    private static final Duration LONGEST = Duration.ofNanos(LATEST);

    private long now;
    private final TimerQueue queue = new TimerQueue(() -> now);
    private final List<String> done = new ArrayList<>();

    private void pass(Duration time) {
        now += time.toNanos();
        due().forEach(DelayedCall::process);
    }

    private List<DelayedCall> due() {
        List<DelayedCall> due = new ArrayList<>();
        queue.takeDue(due);
        return due;
    }

    private DelayedCall call(String name, Duration delay) {
        return queue.callLater(delay, () -> done.add(name));
    }

    private static Duration seconds(long count) {
        return SECOND.multipliedBy(count);
    }

    /** What is done with the queue; calls are counted in a circle. */
    sealed interface Act {
    }

    record Later(Duration delay) implements Act {
    }

    record Cancel(int call) implements Act {
    }

    record Reset(int call, Duration delay) implements Act {
    }

    record Delay(int call, Duration more) implements Act {
    }

    record Pass(Duration time) implements Act {
    }

    record TakeDue() implements Act {
    }

    record ProcessTaken() implements Act {
    }

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void doesWhatASortedListDoes(@ForAll("starts") long start,
            @ForAll("acts") List<Act> acts) {
        var real = new Real(start);
        var model = new Model(start);
        for (Act act : acts) {
            real.act(act);
            model.act(act);
        }
        assertThat(real.log).isEqualTo(model.log);
    }

    @Provide
    Arbitrary<Long> starts() {
        return Arbitraries.oneOf(Arbitraries.longs(), Arbitraries.of(0L,
                Long.MAX_VALUE, Long.MAX_VALUE - 5, Long.MIN_VALUE));
    }

    @Provide
    Arbitrary<List<Act>> acts() {
        Arbitrary<Integer> call = Arbitraries.integers().between(0, 30);
        Arbitrary<Act> act = Arbitraries.frequencyOf(
                Tuple.of(8, delays().map(Later::new)),
                Tuple.of(3, call.map(Cancel::new)),
                Tuple.of(3, Combinators.combine(call, delays()).as(Reset::new)),
                Tuple.of(3, Combinators.combine(call, delays()).as(Delay::new)),
                Tuple.of(3, times().map(Pass::new)),
                Tuple.of(3, Arbitraries.just(new TakeDue())),
                Tuple.of(2, Arbitraries.just(new ProcessTaken())));
        return act.list().ofMaxSize(60);
    }

    private static Arbitrary<Duration> delays() {
        return Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.longs().between(0, 9)
                        .map(Duration::ofNanos)),
                Tuple.of(1, Arbitraries.of(LONGEST, LONGEST.plusNanos(1),
                        LONGEST.minusNanos(1), LONGEST.plusSeconds(1),
                        Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
                        Duration.ofDays(365))));
    }

    /** What is overdue may be so by little: the clock is never set. */
    private static Arbitrary<Duration> times() {
        return Arbitraries.frequencyOf(
                Tuple.of(20, Arbitraries.longs().between(0, 9)
                        .map(Duration::ofNanos)),
                Tuple.of(1, Arbitraries.longs().between(0, LATEST / 100)
                        .map(Duration::ofNanos)));
    }

    /** The queue itself. */
    private static final class Real {

        private long now;
        private final TimerQueue queue = new TimerQueue(() -> now);
        private final List<String> log = new ArrayList<>();
        private final List<DelayedCall> calls = new ArrayList<>();
        private final List<DelayedCall> taken = new ArrayList<>();

        Real(long now) {
            this.now = now;
        }

        void act(Act act) {
            switch (act) {
                case Later(Duration delay) -> {
                    int number = calls.size();
                    calls.add(
                            queue.callLater(delay, () -> log.add("do " + number)));
                }
                case Pass(Duration time) -> now += time.toNanos();
                case TakeDue _ -> queue.takeDue(taken);
                case ProcessTaken _ -> {
                    taken.forEach(DelayedCall::process);
                    taken.clear();
                }
                case Cancel(int call) when !calls.isEmpty() ->
                    log.add("cancel " + call(call).cancel());
                case Reset(int call, Duration delay) when !calls.isEmpty() ->
                    move(() -> call(call).reset(delay));
                case Delay(int call, Duration more) when !calls.isEmpty() ->
                    move(() -> call(call).delay(more));
                case Cancel _, Reset _, Delay _ -> {
                    // There is no call yet.
                }
            }
            long next = queue.nanosUntilNext();
            log.add("next in " + next);
            log.add("waiting "
                    + calls.stream().map(DelayedCall::isWaiting).toList());
        }

        private DelayedCall call(int number) {
            return calls.get(number % calls.size());
        }

        private void move(Runnable move) {
            try {
                move.run();
            } catch (IllegalStateException _) {
                log.add("refused");
            }
        }
    }

    /** The same without heaps or overflows. */
    private static final class Model {

        private static final class Call {

            private BigInteger due;
            private int order;
            private boolean queued = true;
            private boolean waiting = true;
        }

        private static final BigInteger LATEST_DELAY = BigInteger.valueOf(LATEST);

        private final List<String> log = new ArrayList<>();
        private final List<Call> calls = new ArrayList<>();
        private final List<Call> taken = new ArrayList<>();
        private BigInteger now;
        private int asked;

        Model(long now) {
            this.now = BigInteger.valueOf(now);
        }

        void act(Act act) {
            switch (act) {
                case Later(Duration delay) -> {
                    calls.add(new Call());
                    move(calls.getLast(), now.add(nanos(delay)));
                }
                case Pass(Duration time) -> now = now.add(nanos(time));
                case TakeDue _ -> queued().stream()
                        .takeWhile(call -> call.due.compareTo(now) <= 0)
                        .forEach(call -> {
                            call.queued = false;
                            taken.add(call);
                        });
                case ProcessTaken _ -> {
                    taken.forEach(this::process);
                    taken.clear();
                }
                case Cancel(int number) when !calls.isEmpty() -> {
                    Call call = call(number);
                    log.add("cancel " + call.waiting);
                    call.waiting = false;
                    call.queued = false;
                }
                case Reset(int number, Duration delay) when !calls.isEmpty() ->
                    move(call(number), now.add(nanos(delay)));
                case Delay(int number, Duration more) when !calls.isEmpty() ->
                    move(call(number), call(number).due.add(nanos(more)));
                case Cancel _, Reset _, Delay _ -> {
                    // There is no call yet.
                }
            }
            log.add("next in " + queued().stream().findFirst()
                    .map(call -> call.due.subtract(now).longValueExact())
                    .orElse(Long.MAX_VALUE));
            log.add("waiting " + calls.stream().map(call -> call.waiting).toList());
        }

        private List<Call> queued() {
            return calls.stream().filter(call -> call.queued)
                    .sorted(Comparator.<Call, BigInteger>comparing(call -> call.due)
                            .thenComparing(call -> call.order))
                    .toList();
        }

        private Call call(int number) {
            return calls.get(number % calls.size());
        }

        private void move(Call call, BigInteger due) {
            if (!call.waiting) {
                log.add("refused");
                return;
            }
            call.due = due.min(now.add(LATEST_DELAY));
            call.order = asked++;
            call.queued = true;
        }

        private void process(Call call) {
            if (call.waiting && !call.queued) {
                call.waiting = false;
                log.add("do " + calls.indexOf(call));
            }
        }

        private static BigInteger nanos(Duration time) {
            return BigInteger.valueOf(time.getSeconds())
                    .multiply(BigInteger.valueOf(1_000_000_000))
                    .add(BigInteger.valueOf(time.getNano())).min(LATEST_DELAY);
        }
    }

    @Example
    void doesCallsForTheSameMomentInTheOrderAskedFor() {
        call("a", SECOND);
        DelayedCall moved = call("b", SECOND);
        call("c", SECOND);
        moved.reset(SECOND);
        for (int i = 0; i < 20; i++) {
            call("more " + i, SECOND);
        }
        pass(SECOND);
        assertThat(done).hasSize(23).startsWith("a", "c", "b", "more 0", "more 1")
                .endsWith("more 18", "more 19");
    }

    @Example
    void doesNothingTooEarly() {
        call("a", SECOND);
        pass(SECOND.minusNanos(1));
        assertThat(done).isEmpty();
        assertThat(queue.nanosUntilNext()).isEqualTo(1);
        pass(Duration.ofNanos(1));
        assertThat(done).containsExactly("a");
    }

    @Example
    void doesWhatIsAskedForWithoutADelayInTheNextTurn() {
        queue.callLater(Duration.ZERO, () -> call("b", Duration.ZERO));
        pass(Duration.ZERO);
        assertThat(done).isEmpty();
        assertThat(queue.nanosUntilNext()).isZero();
        pass(Duration.ZERO);
        assertThat(done).containsExactly("b");
    }

    @Example
    void doesNotMindThatTheClockOverflows() {
        now = Long.MAX_VALUE - 1;
        call("later", seconds(2));
        call("sooner", SECOND);
        call("now", Duration.ZERO);
        pass(Duration.ZERO);
        assertThat(done).containsExactly("now");
        assertThat(queue.nanosUntilNext()).isEqualTo(SECOND.toNanos());
        pass(SECOND);
        assertThat(now).isNegative();
        pass(SECOND);
        assertThat(done).containsExactly("now", "sooner", "later");
    }

    @Example
    void waitsAsLongAsAClockCanTell() {
        now = Long.MAX_VALUE - 1;
        DelayedCall last =
                call("last", Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));
        call("soon", SECOND);
        assertThat(queue.nanosUntilNext()).isEqualTo(SECOND.toNanos());
        last.delay(LONGEST);
        pass(SECOND);
        assertThat(done).containsExactly("soon");
        assertThat(queue.nanosUntilNext()).isEqualTo(LATEST - SECOND.toNanos());
        last.reset(LONGEST.plusDays(1));
        assertThat(queue.nanosUntilNext()).isEqualTo(LATEST);
    }

    @Example
    void refusesNegativeDelaysAndLeavesTheCallAsItWas() {
        Duration negative = Duration.ofNanos(-1);
        assertThatIllegalArgumentException().isThrownBy(() -> call("x", negative))
                .withMessage("a delay of PT-0.000000001S");
        DelayedCall call = call("a", SECOND);
        assertThatIllegalArgumentException().isThrownBy(() -> call.reset(negative));
        assertThatIllegalArgumentException().isThrownBy(() -> call.delay(negative));
        pass(SECOND);
        assertThat(done).containsExactly("a");
    }

    @Example
    void refusesACallOfNothing() {
        assertThatNullPointerException()
                .isThrownBy(() -> queue.callLater(SECOND, null));
        assertThat(queue.nanosUntilNext()).isEqualTo(Long.MAX_VALUE);
    }

    @Example
    void movesOnlyWhatIsWaiting() {
        DelayedCall cancelled = call("cancelled", SECOND);
        DelayedCall past = call("done", SECOND);
        assertThat(cancelled.isWaiting()).isTrue();
        assertThat(cancelled.cancel()).isTrue();
        assertThat(cancelled.isWaiting()).isFalse();
        assertThat(cancelled.cancel()).isFalse();
        pass(SECOND);
        assertThat(past.isWaiting()).isFalse();
        assertThat(past.cancel()).isFalse();
        for (DelayedCall call : List.of(cancelled, past)) {
            assertThatIllegalStateException().isThrownBy(() -> call.reset(SECOND))
                    .withMessage("it is done or cancelled");
            assertThatIllegalStateException().isThrownBy(() -> call.delay(SECOND))
                    .withMessage("it is done or cancelled");
        }
        assertThat(queue.nanosUntilNext()).isEqualTo(Long.MAX_VALUE);
        assertThat(done).containsExactly("done");
    }

    @Example
    void isNotWaitingAnyMoreWhileItIsDone() {
        List<DelayedCall> self = new ArrayList<>();
        self.add(queue.callLater(SECOND, () -> {
            done.add("waiting: " + self.getFirst().isWaiting());
            done.add("cancelled: " + self.getFirst().cancel());
        }));
        pass(SECOND);
        assertThat(done).containsExactly("waiting: false", "cancelled: false");
    }

    @Example
    void countsAResetFromNowAndADelayFromWhenItWasDue() {
        DelayedCall reset = call("reset", seconds(10));
        DelayedCall delayed = call("delayed", seconds(10));
        pass(seconds(4));
        reset.reset(seconds(8));
        delayed.delay(seconds(8));
        pass(seconds(8));
        assertThat(done).containsExactly("reset");
        pass(seconds(5));
        assertThat(done).containsExactly("reset");
        pass(SECOND);
        assertThat(done).containsExactly("reset", "delayed");
    }

    @Example
    void leavesOutWhatIsCancelledByACallThatIsDueWithIt() {
        List<DelayedCall> other = new ArrayList<>();
        queue.callLater(SECOND, () -> done.add("cancelled: "
                + other.getFirst().cancel()));
        other.add(call("other", SECOND));
        pass(SECOND);
        pass(SECOND);
        assertThat(done).containsExactly("cancelled: true");
    }

    @Example
    void postponesWhatIsMovedByACallThatIsDueWithIt() {
        List<DelayedCall> others = new ArrayList<>();
        queue.callLater(SECOND, () -> {
            others.getFirst().reset(SECOND);
            others.getLast().delay(seconds(2));
        });
        others.add(call("reset", SECOND));
        others.add(call("delayed", SECOND));
        pass(SECOND);
        assertThat(done).isEmpty();
        pass(SECOND);
        assertThat(done).containsExactly("reset");
        pass(SECOND);
        assertThat(done).containsExactly("reset", "delayed");
    }

    @Example
    void doesWhatIsMovedToNowByACallThatIsDueWithItOnce() {
        List<DelayedCall> other = new ArrayList<>();
        queue.callLater(SECOND, () -> other.getFirst().reset(Duration.ZERO));
        other.add(call("other", SECOND));
        pass(SECOND);
        assertThat(done).isEmpty();
        pass(Duration.ZERO);
        pass(SECOND);
        assertThat(done).containsExactly("other");
    }

    @Example
    void appendsWhatIsDueToWhatIsInTheListAlready() {
        List<Object> taken = new ArrayList<>(List.of("before"));
        DelayedCall call = call("a", Duration.ZERO);
        queue.takeDue(taken);
        queue.takeDue(taken);
        assertThat(taken).containsExactly("before", call);
    }

    @Example
    void goesByItsClock() {
        now = 42;
        assertThat(queue.nanoTime()).isEqualTo(42);
    }

    @Example
    void keepsNothingOfACallThatIsOver() {
        var used = new Object();
        var garbage = new WeakReference<>(used);
        List<DelayedCall> held = List.of(use(used), use(used));
        use(used).cancel();
        held.getFirst().cancel();
        pass(SECOND);
        used = null;
        await().until(() -> {
            System.gc();
            return garbage.get() == null;
        });
        assertThat(held).noneMatch(DelayedCall::isWaiting);
        assertThat(done).hasSize(1);
    }

    private DelayedCall use(Object used) {
        return queue.callLater(SECOND, () -> done.add(used.toString()));
    }

    @Example
    void keepsNoCallThatWasCancelledOrTaken() {
        List<WeakReference<DelayedCall>> calls = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            DelayedCall call = call("x", SECOND);
            calls.add(new WeakReference<>(call));
            if (i % 2 == 0) {
                call.cancel();
            }
        }
        pass(SECOND);
        assertThat(done).hasSize(500);
        await().until(() -> {
            System.gc();
            return calls.stream().allMatch(call -> call.get() == null);
        });
        assertThat(queue.nanosUntilNext()).isEqualTo(Long.MAX_VALUE);
    }

    /** What costs n each would take minutes. */
    @Example
    void costsLittleHoweverManyWait() {
        int count = 300_000;
        var random = new Random(1);
        assertTimeoutPreemptively(PATIENCE, () -> {
            List<DelayedCall> calls = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                calls.add(call("x", seconds(random.nextInt(count))));
            }
            for (int i = 0; i < count; i += 2) {
                calls.get(i).cancel();
                calls.get(i + 1).reset(seconds(random.nextInt(count)));
            }
            now = seconds(count).toNanos();
            assertThat(due()).hasSize(count / 2).isSortedAccordingTo(
                    Comparator.comparingLong(call -> call.due));
        });
    }

    @Example
    void movesOneCallPerLevelOfTheHeap() {
        int count = 1023;
        int levels = 10;
        var random = new Random(1);
        List<DelayedCall> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            calls.add(call("x", seconds(count - i)));
            assertThat(calls.getLast().place).as("the soonest").isZero();
        }
        for (int i = 0; i < count; i++) {
            List<Integer> places = places(calls);
            DelayedCall call = calls.get(random.nextInt(count));
            if (call.isWaiting() && i % 2 == 0) {
                call.cancel();
            } else if (call.isWaiting()) {
                call.reset(seconds(random.nextInt(count)));
            } else {
                call("x", seconds(random.nextInt(count)));
            }
            List<Integer> now = places(calls);
            assertThat(IntStream.range(0, count)
                    .filter(each -> !places.get(each).equals(now.get(each))))
                    .hasSizeLessThanOrEqualTo(2 * levels);
        }
    }

    private static List<Integer> places(List<DelayedCall> calls) {
        return calls.stream().map(call -> call.place).toList();
    }
}
