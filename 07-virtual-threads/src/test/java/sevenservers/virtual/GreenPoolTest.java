package sevenservers.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.tests.LogRecords;

@Timeout(120)
class GreenPoolTest {

    private final GreenPool pool = new GreenPool(2);
    private final CountDownLatch sign = new CountDownLatch(1);
    private LogRecords log;

    @BeforeEach
    void capture() {
        log = LogRecords.capture();
    }

    @AfterEach
    void noGreenThreadIsLeft() {
        sign.countDown();
        pool.close();
        log.close();
        assertThat(pool.running()).isZero();
    }

    /** Takes both places until the sign is given. */
    private void fill() throws InterruptedException {
        for (int i = 0; i < 2; i++) {
            var _ = pool.spawn(this::awaitSign);
        }
    }

    private boolean awaitSign() throws InterruptedException {
        return sign.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Another thread that uses the pool; done as soon as that is over. */
    private static <T> FutureTask<T> elsewhere(Callable<T> call) {
        var task = new FutureTask<>(call);
        Thread.ofVirtual().start(task);
        return task;
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static void awaitState(Thread.State state, Thread thread) {
        await().until(() -> thread.getState() == state);
    }

    @Nested
    class Spawn {

        @Test
        void givesTheResultOfWorkInAVirtualThread() throws Exception {
            Future<Boolean> isVirtual =
                    pool.spawn(() -> Thread.currentThread().isVirtual());
            assertThat(get(isVirtual)).isTrue();
        }

        @Test
        void waitsWhileAllPlacesAreTaken() throws Exception {
            fill();
            Thread spawning = start(() -> get(pool.spawn(() -> 1)));
            awaitState(Thread.State.WAITING, spawning);
            assertThat(pool.running()).isEqualTo(2);
            assertThat(pool.free()).isZero();
            sign.countDown();
            spawning.join();
        }

        @Test
        void takesAPlaceThoughOthersHaveWaitedLongerForAllToEnd() throws Exception {
            var firstSign = new CountDownLatch(1);
            Future<Boolean> first = pool
                    .spawn(() -> firstSign.await(PATIENCE.toSeconds(),
                            TimeUnit.SECONDS));
            var _ = pool.spawn(GreenPoolTest.this::awaitSign);
            Thread waiting =
                    start(() -> pool.waitAll(PATIENCE));
            awaitState(Thread.State.TIMED_WAITING, waiting);
            Thread spawning = start(() -> get(pool.spawn(() -> 1)));
            awaitState(Thread.State.WAITING, spawning);
            firstSign.countDown();
            assertThat(get(first)).isTrue();
            assertThat(spawning.join(PATIENCE)).isTrue();
            assertThat(waiting.isAlive()).isTrue();
            sign.countDown();
            waiting.join();
        }

        private static Thread start(Callable<?> call) {
            var thread = new Thread(new FutureTask<>(call));
            thread.start();
            return thread;
        }

        @Test
        void letsSoManyRunAtOnceAsThePoolHasPlaces() throws Exception {
            var now = new AtomicInteger();
            var most = new AtomicInteger();
            var two = new CyclicBarrier(2);
            for (int i = 0; i < 200; i++) {
                var _ = pool.spawn(() -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    two.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                    return now.decrementAndGet();
                });
            }
            pool.waitAll();
            assertThat(most).hasValue(2);
        }

        @Test
        void hasAThousandPlacesUnlessToldOtherwise() throws Exception {
            try (var large = new GreenPool()) {
                for (int i = 0; i < 1000; i++) {
                    var _ = large.spawn(GreenPoolTest.this::awaitSign);
                }
                assertThat(large.running()).isEqualTo(1000);
                assertThat(large.free()).isZero();
                sign.countDown();
                large.waitAll();
                assertThat(large.free()).isEqualTo(1000);
            }
        }

        @Test
        void canBeInterruptedWhileItWaitsForAPlace() throws Exception {
            fill();
            var interrupted = new AtomicBoolean();
            var spawning = new Thread(() -> {
                try {
                    var _ = pool.spawn(() -> 1);
                } catch (InterruptedException stopped) {
                    interrupted.set(true);
                }
            });
            spawning.start();
            awaitState(Thread.State.WAITING, spawning);
            spawning.interrupt();
            spawning.join();
            assertThat(interrupted).isTrue();
            sign.countDown();
            pool.waitAll();
            assertThat(pool.free()).as("no place is lost").isEqualTo(2);
        }

        @Test
        void doesTheWorkInPlaceForAGreenThreadOfItsOwnFullPool() throws Exception {
            try (var narrow = new GreenPool(1)) {
                Future<Boolean> same = narrow.spawn(() -> {
                    Future<Thread> inner = narrow.spawn(Thread::currentThread);
                    return inner.resultNow() == Thread.currentThread();
                });
                assertThat(get(same)).isTrue();
            }
        }

        @Test
        void startsAnotherForAGreenThreadWhileThereIsAPlace() throws Exception {
            Thread outer = get(pool.spawn(() -> {
                Thread inner = get(pool.spawn(Thread::currentThread));
                assertThat(inner).isNotSameAs(Thread.currentThread());
                return Thread.currentThread();
            }));
            assertThat(outer.isVirtual()).isTrue();
        }

        @Test
        void hasAtLeastOnePlace() {
            assertThatIllegalArgumentException().isThrownBy(() -> new GreenPool(0))
                    .withMessage("size must be at least 1, but is 0");
        }

        @Test
        void canBeCancelledWhichFreesThePlace() throws Exception {
            Future<Boolean> waiting = pool.spawn(GreenPoolTest.this::awaitSign);
            await().until(() -> pool.running() == 1);
            waiting.cancel(true);
            pool.waitAll();
            assertThat(waiting.isCancelled()).isTrue();
            assertThat(pool.free()).isEqualTo(2);
        }
    }

    @Nested
    class WaitAll {

        @Test
        void waitsForThoseThatAreSpawnedMeanwhile() throws Exception {
            var done = new AtomicInteger();
            var _ = pool.spawn(() -> {
                awaitSign();
                var _ = pool.spawn(() -> {
                    // Its parent ends first.
                    await().until(() -> pool.running() == 1);
                    return done.incrementAndGet();
                });
                return null;
            });
            FutureTask<Integer> waiting = elsewhere(() -> {
                pool.waitAll();
                return done.get();
            });
            sign.countDown();
            assertThat(get(waiting)).isEqualTo(1);
        }

        @Test
        void isOverAtOnceWhenNothingRuns() throws Exception {
            pool.waitAll();
            assertThat(pool.waitAll(Duration.ZERO)).isTrue();
        }

        @Test
        void givesUpAfterItsTime() throws Exception {
            fill();
            assertThat(pool.waitAll(Duration.ofMillis(50))).isFalse();
            sign.countDown();
            assertThat(pool.waitAll(PATIENCE)).isTrue();
        }

        @Test
        void canBeInterrupted() throws Exception {
            fill();
            Thread.currentThread().interrupt();
            assertThatThrownBy(pool::waitAll)
                    .isInstanceOf(InterruptedException.class);
        }

        @Test
        void refusesToWaitForItself() throws Exception {
            get(pool.spawn(() -> assertThatIllegalStateException()
                    .isThrownBy(pool::waitAll)));
        }
    }

    @Nested
    class Failures {

        private final IOException failure = new IOException("no such page");

        private Future<Void> fail() throws InterruptedException {
            Future<Void> failed = pool.spawn(() -> {
                throw failure;
            });
            pool.waitAll();
            return failed;
        }

        @Test
        void areKeptForWhoAsks() throws Exception {
            Future<Void> failed = fail();
            assertThatThrownBy(failed::get).isInstanceOf(ExecutionException.class)
                    .hasCause(failure);
            Future<Void> another = fail();
            assertThatThrownBy(() -> get(another)).hasCause(failure);
            assertThat(fail().exceptionNow()).isSameAs(failure);
            assertThat(pool.free()).isEqualTo(2);
            pool.close();
            assertThat(log.failures()).isEmpty();
        }

        @Test
        void areLoggedOnceByCloseIfNobodyHasAsked() throws Exception {
            Future<Void> failed = fail();
            assertThat(failed.isDone()).isTrue();
            assertThat(log.failures()).isEmpty();
            pool.close();
            pool.close();
            assertThat(log.failures()).singleElement().asString().contains(
                    "nobody asked about the failure of a green thread", failure
                            .toString());
        }

        @Test
        void areLoggedWhenTheirFutureIsGarbage() throws Exception {
            failUnseen();
            await().until(() -> {
                System.gc();
                return !log.failures().isEmpty();
            });
            pool.close();
            assertThat(log.failures()).hasSize(1);
        }

        /** When it has returned, no frame knows the future any more. */
        private void failUnseen() throws InterruptedException {
            var _ = fail();
        }

        @Test
        void areStillThereAfterATimeout() throws Exception {
            Future<Void> failing = pool.spawn(() -> {
                awaitSign();
                throw failure;
            });
            assertThatThrownBy(() -> failing.get(1, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            sign.countDown();
            pool.waitAll();
            pool.close();
            assertThat(log.failures()).hasSize(1);
        }

        @Test
        void areNoNewsOfWhatWasStopped() throws Exception {
            Future<Void> cancelled = pool.spawn(this::failWhenStopped);
            await().until(() -> pool.running() == 1);
            cancelled.cancel(true);
            var _ = pool.spawn(this::failWhenStopped);
            await().until(() -> pool.running() > 0);
            pool.close();
            assertThat(log.failures()).isEmpty();
        }

        private Void failWhenStopped() throws IOException {
            try {
                awaitSign();
                return null;
            } catch (InterruptedException stopped) {
                throw failure;
            }
        }
    }

    @Nested
    class Imap {

        private final AtomicInteger started = new AtomicInteger();

        @Test
        void givesResultsInTheOrderOfTheInputs() throws Exception {
            Iterator<Integer> squares = pool.imap(i -> {
                if (i == 0) {
                    // Others end first.
                    await().until(() -> started.get() > 1);
                }
                started.incrementAndGet();
                started.incrementAndGet();
                return i * i;
            }, List.of(0, 1, 2, 3, 4).iterator());
            assertThat(squares).toIterable().containsExactly(0, 1, 4, 9, 16);
            assertThatThrownBy(squares::next)
                    .isInstanceOf(NoSuchElementException.class);
        }

        @Test
        void takesInfinitelyManyInputsAndNoneFurtherAheadThanThePoolIsLarge() {
            var taken = new AtomicInteger();
            Iterator<Integer> all = pool.imap(i -> i,
                    Stream.generate(taken::getAndIncrement).iterator());
            assertThat(taken).as("before anybody asks").hasValue(0);
            for (int i = 0; i < 1000; i++) {
                assertThat(all.next()).isEqualTo(i);
                assertThat(taken.get()).isBetween(i + 1, i + 3);
            }
        }

        @Test
        void keepsNoMoreResultsThanThePoolHasPlaces() throws Exception {
            var taken = new AtomicInteger();
            Iterator<Integer> all = pool.imap(i -> {
                if (i == 0) {
                    awaitSign();
                }
                started.incrementAndGet();
                return i;
            }, Stream.generate(taken::getAndIncrement).iterator());
            FutureTask<Integer> first = elsewhere(all::next);
            await().until(() -> started.get() >= 1);
            await().during(Duration.ofMillis(50)).until(() -> taken.get() <= 3);
            sign.countDown();
            assertThat(get(first)).isZero();
            assertThat(taken.get()).isLessThanOrEqualTo(3);
        }

        @Test
        void runsSoManyAtOnceAsThePoolHasPlaces() {
            var together = new CountDownLatch(2);
            Iterator<Boolean> met = pool.imap(_ -> {
                together.countDown();
                return together.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }, List.of(1, 2).iterator());
            assertThat(met).toIterable().containsExactly(true, true);
        }

        @Test
        void throwsAFailureWhereItsResultWouldHaveBeen() {
            var failure = new IOException("two");
            Iterator<Integer> results = pool.imap(i -> {
                if (i == 2) {
                    throw failure;
                }
                return i;
            }, List.of(1, 2, 3).iterator());
            assertThat(results.next()).isEqualTo(1);
            assertThatThrownBy(results::next)
                    .isInstanceOf(CompletionException.class).hasCause(failure);
            assertThat(results.next()).isEqualTo(3);
            assertThat(results.hasNext()).isFalse();
            pool.close();
            assertThat(log.failures()).isEmpty();
        }

        @Test
        void startsNoMoreWhenNobodyAsksForMore() throws Exception {
            Iterator<Integer> results = pool.imap(i -> {
                started.incrementAndGet();
                return i;
            }, IntStream.range(0, 100).boxed().iterator());
            assertThat(results.next()).isZero();
            pool.waitAll();
            assertThat(started.get()).isBetween(1, 2);
        }

        @Test
        void doesNotLetAResultWaitForASlowInput() throws Exception {
            var typed = new SynchronousQueue<String>();
            var said = new LinkedBlockingQueue<String>();
            var wide = new GreenPool(9);
            FutureTask<Void> consumer = elsewhere(() -> {
                Iterator<String> results = wide.imap(line -> {
                    started.incrementAndGet();
                    return line;
                }, Stream.generate(() -> take(typed)).iterator());
                while (true) {
                    said.put(results.next());
                }
            });
            typed.put("one");
            await().until(() -> started.get() == 1 && wide.running() == 0);
            // It may wait for this input already, but not for a third.
            FutureTask<Void> _ = elsewhere(() -> {
                typed.put("two");
                return null;
            });
            assertThat(said.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isEqualTo("one");
            assertThat(consumer.isDone()).isFalse();
            consumer.cancel(true);
        }

        private String take(SynchronousQueue<String> queue) {
            try {
                return queue.take();
            } catch (InterruptedException over) {
                throw new IllegalStateException(over);
            }
        }

        @Test
        void usesThePlacesThatOthersLeave() throws Exception {
            var _ = pool.spawn(GreenPoolTest.this::awaitSign);
            Iterator<Integer> results =
                    pool.imap(i -> i, List.of(1, 2, 3).iterator());
            var all = new ArrayList<Integer>();
            results.forEachRemaining(all::add);
            assertThat(all).containsExactly(1, 2, 3);
            await().until(() -> pool.running() == 1);
        }

        @Test
        void worksInPlaceInAGreenThreadOfAFullPool() throws Exception {
            try (var narrow = new GreenPool(1)) {
                Future<List<Integer>> all = narrow.spawn(() -> {
                    var list = new ArrayList<Integer>();
                    narrow.imap((Integer i) -> i, List.of(1, 2).iterator())
                            .forEachRemaining(list::add);
                    return list;
                });
                assertThat(get(all)).containsExactly(1, 2);
            }
        }

        @Test
        void canBeInterrupted() {
            Iterator<Boolean> results =
                    pool.imap(_ -> awaitSign(), List.of(1, 2, 3).iterator());
            Thread.currentThread().interrupt();
            assertThatThrownBy(results::next)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Nested
    class Close {

        @Test
        void interruptsAndWaits() throws Exception {
            var ended = new AtomicBoolean();
            var began = new CountDownLatch(1);
            var _ = pool.spawn(() -> {
                try {
                    began.countDown();
                    return awaitSign();
                } finally {
                    ended.set(true);
                }
            });
            began.await();
            pool.close();
            assertThat(ended).isTrue();
            assertThat(pool.running()).isZero();
        }

        @Test
        void tellsThoseWhoWaitForAPlace() throws Exception {
            var began = new CountDownLatch(2);
            for (int i = 0; i < 2; i++) {
                var _ = pool.spawn(() -> {
                    began.countDown();
                    return awaitSign();
                });
            }
            began.await();
            FutureTask<Void> spawning = elsewhere(() -> {
                var _ = pool.spawn(() -> 1);
                return null;
            });
            FutureTask<Void> waiting = elsewhere(() -> {
                pool.waitAvailable();
                return null;
            });
            pool.close();
            for (Future<?> told : List.of(spawning, waiting)) {
                assertThatThrownBy(() -> get(told))
                        .hasCauseInstanceOf(RejectedExecutionException.class);
            }
        }

        @Test
        void letsNoMoreBeSpawned() {
            pool.close();
            assertThatThrownBy(() -> pool.spawn(() -> 1))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessage("the pool is closed");
        }

        @Test
        void doesNotMakeAGreenThreadWaitForItself() throws Exception {
            Future<Boolean> closing = pool.spawn(() -> {
                pool.close();
                return Thread.currentThread().isInterrupted();
            });
            assertThat(get(closing)).isTrue();
            pool.waitAll();
        }
    }
}
