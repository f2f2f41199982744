package sevenservers.reactor;

import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static sevenservers.tests.Wait.PATIENCE;
import static sevenservers.tests.Wait.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.contract.Quietly;

/** The loop and the ways into it. */
@Timeout(120)
class ReactorTest {

    private final Stage stage = new Stage();
    private final Reactor reactor = stage.reactor;
    private final List<String> done = new ArrayList<>();

    ReactorTest() throws IOException {
    }

    @AfterEach
    void close() throws IOException {
        stage.close();
    }

    @Test
    void runsOnce() throws IOException {
        reactor.callLater(ZERO, () -> {
            assertThatIllegalStateException().isThrownBy(reactor::run);
            done.add("ran");
            reactor.stop();
        });
        stage.run();
        assertThat(done).containsExactly("ran");
        assertThatIllegalStateException().isThrownBy(reactor::run);
    }

    @Test
    void doesNotRunOnceItIsClosed() {
        stage.closeReactor();
        assertThatIllegalStateException().isThrownBy(reactor::run);
    }

    @Test
    void callsInTheOrderOfTheTimes() throws IOException {
        reactor.callLater(Duration.ofSeconds(3), () -> done.add("third"));
        reactor.callLater(Duration.ofSeconds(1), () -> done.add("first"));
        reactor.callLater(Duration.ofSeconds(2), () -> done.add("second"));
        stage.turn();
        assertThat(done).isEmpty();
        stage.advance(Duration.ofSeconds(3));
        stage.turn();
        assertThat(done).containsExactly("first", "second", "third");
    }

    @Test
    void callsForNowInTheOrderOfAsking() throws IOException {
        for (int i = 0; i < 5; i++) {
            int number = i;
            reactor.callLater(ZERO, () -> done.add("call " + number));
        }
        stage.turn();
        assertThat(done).containsExactly("call 0", "call 1", "call 2", "call 3",
                "call 4");
    }

    @Test
    void callsNothingEarly() throws IOException {
        try (var real = new Reactor()) {
            var delay = Duration.ofNanos(20_300_000);
            var called = new AtomicLong();
            long begin = System.nanoTime();
            real.callLater(delay, () -> called.set(System.nanoTime()));
            while (called.get() == 0) {
                real.turn();
            }
            assertThat(called.get() - begin)
                    .isGreaterThanOrEqualTo(delay.toNanos());
        }
    }

    @Test
    void hasNoTimeBeforeNow() {
        assertThatIllegalArgumentException().isThrownBy(
                () -> reactor.callLater(Duration.ofNanos(-1), () -> {}));
    }

    @Test
    void leavesACallForNowToTheNextTurn() throws IOException {
        reactor.callLater(ZERO, () -> {
            int turn = reactor.turns();
            reactor.callLater(ZERO, () -> {
                assertThat(reactor.turns()).isEqualTo(turn + 1);
                done.add("later");
            });
            done.add("now");
        });
        stage.turn();
        assertThat(done).containsExactly("now");
        stage.turn();
        assertThat(done).containsExactly("now", "later");
    }

    @Test
    void servesSocketsThoughSomethingIsAlwaysDue() throws IOException {
        var protocol = new Recorder();
        var client = stage.connect(protocol);
        callForEver();
        client.send("hello");
        stage.turnUntil("it is heard", () -> protocol.input.length() == 5);
    }

    private void callForEver() {
        reactor.callLater(ZERO, this::callForEver);
    }

    @Test
    void servesSocketsThoughAThreadAlwaysCalls() throws IOException {
        var protocol = new Recorder();
        var client = stage.connect(protocol);
        callFromThreadForEver();
        client.send("hello");
        stage.turnUntil("it is heard", () -> protocol.input.length() == 5);
    }

    private void callFromThreadForEver() {
        reactor.callFromThread(this::callFromThreadForEver);
    }

    @Test
    void doesNotCallWhatWasCancelledInTheSameTurn() throws IOException {
        var second = new DelayedCall[1];
        reactor.callLater(ZERO, () -> assertThat(second[0].cancel()).isTrue());
        second[0] = reactor.callLater(ZERO, () -> done.add("cancelled"));
        stage.turn();
        stage.turn();
        assertThat(done).isEmpty();
        assertThat(second[0].cancel()).isFalse();
    }

    @Test
    void doesNotCallWhatWasPostponedInTheSameTurn() throws IOException {
        var second = new DelayedCall[1];
        reactor.callLater(ZERO, () -> second[0].reset(Duration.ofHours(1)));
        second[0] = reactor.callLater(ZERO, () -> done.add("postponed"));
        stage.turn();
        stage.turn();
        assertThat(done).isEmpty();
        stage.advance(Duration.ofHours(1));
        stage.turn();
        assertThat(done).containsExactly("postponed");
    }

    @Test
    void doesInTheSameTurnWhatFollowsFromIt() throws IOException {
        reactor.callLater(ZERO, () -> {
            int turn = reactor.turns();
            reactor.enqueue(() -> reactor.enqueue(() -> {
                assertThat(reactor.turns()).isEqualTo(turn);
                done.add("last");
            }));
        });
        reactor.callLater(ZERO, () -> done.add("first"));
        stage.turn();
        assertThat(done).containsExactly("first", "last");
    }

    @Test
    void doesNotWaitIfSomethingIsToBeDone() throws IOException {
        reactor.enqueue(() -> done.add("done"));
        reactor.turn();
        assertThat(done).containsExactly("done");
    }

    @Test
    void goesOnWhenACallFails() throws IOException {
        reactor.callLater(ZERO, () -> {
            throw new IllegalStateException("by a timer");
        });
        reactor.callFromThread(() -> {
            throw new AssertionError("by a thread");
        });
        reactor.callFromThread(() -> done.add("after"));
        stage.turn();
        assertThat(done).containsExactly("after");
        stage.expectFailures("by a timer", "by a thread");
    }

    @Test
    void losesNothingThatThreadsHaveDone() throws Exception {
        int threads = 8;
        int each = 5_000;
        List<Integer> called = new ArrayList<>();
        List<Thread> callers = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int number = t;
            callers.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < each; i++) {
                    int call = number * each + i;
                    reactor.callFromThread(() -> called.add(call));
                }
            }));
        }
        stage.turnUntil("all are called", () -> called.size() == threads * each);
        callers.forEach(Quietly::join);
        for (int t = 0; t < threads; t++) {
            int number = t;
            assertThat(called.stream().filter(call -> call / each == number))
                    .as("the calls of thread %d", t).hasSize(each).isSorted();
        }
    }

    @Test
    void isWokenUpByAThread() throws Exception {
        try (var waiting = new RunningReactor()) {
            waiting.awaitRest();
            var called = new CountDownLatch(1);
            waiting.reactor.callFromThread(called::countDown);
            assertThat(called.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    @Test
    void isStoppedByAThread() throws Exception {
        var running = new RunningReactor();
        running.awaitRest();
        running.close();
    }

    @Test
    void isStoppedByAnInterruptAndKeepsItForLater() throws Exception {
        var running = new RunningReactor();
        running.awaitRest();
        running.thread.interrupt();
        running.awaitEnd();
        assertThat(running.wasInterrupted).isTrue();
    }

    @Test
    void isStoppedByAnInterruptFromBefore() throws IOException {
        Thread.currentThread().interrupt();
        stage.run();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void waitsForTheEndOfEverythingThoughInterrupted() throws IOException {
        var protocol = new Recorder();
        stage.connect(protocol).finish();
        var undone = new Deferred<Void>();
        reactor.beforeShutdown(() -> undone);
        reactor.callLater(ZERO, Thread.currentThread()::interrupt);
        reactor.callLater(Stage.A_WHILE, () -> undone.callback(null));
        stage.run();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(undone.hasFired()).isTrue();
        assertThat(protocol.isLost()).isTrue();
    }

    @Test
    void knowsNoInterruptThatWasNone() throws IOException {
        stage.end();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void doesNothingOnceItHasEnded() throws IOException {
        var called = new AtomicInteger();
        stage.end();
        reactor.callFromThread(called::incrementAndGet);
        reactor.callLater(ZERO, called::incrementAndGet);
        reactor.stop();
        reactor.close();
        assertThat(called).hasValue(0);
    }

    @Test
    void goesByTheClockItIsGiven() throws Exception {
        var now = new AtomicLong(Long.MAX_VALUE - 5);
        var called = new CountDownLatch(1);
        var other = new Reactor(now::get);
        assertThat(other.nanoTime()).isEqualTo(now.get());
        other.callLater(Duration.ofHours(1), called::countDown);
        try (var running = new RunningReactor(other)) {
            running.awaitRest();
            assertThat(called.getCount()).isEqualTo(1);
            now.addAndGet(Duration.ofHours(1).toNanos());
            other.callFromThread(() -> {});
            assertThat(called.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    @Test
    void restsUntilTheNextTime() throws IOException {
        stage.expectRest();
    }

    /** A reactor in a thread of its own. */
    private static final class RunningReactor implements AutoCloseable {

        final Reactor reactor;
        final Thread thread;
        volatile boolean wasInterrupted;

        RunningReactor() throws IOException {
            this(new Reactor());
        }

        RunningReactor(Reactor reactor) {
            this.reactor = reactor;
            thread = Thread.ofPlatform().start(this::run);
        }

        private void run() {
            try {
                reactor.run();
            } catch (IOException failure) {
                throw new AssertionError(failure);
            }
            wasInterrupted = Thread.interrupted();
        }

        /** Waits until it waits. */
        void awaitRest() {
            await().until(() -> List.of(thread.getStackTrace()).toString()
                    .contains("select"));
        }

        @Override
        public void close() {
            reactor.callFromThread(reactor::stop);
            awaitEnd();
        }

        void awaitEnd() {
            await().until(() -> !thread.isAlive());
        }
    }
}
