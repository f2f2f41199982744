package sevenservers.offload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.Pipe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.contract.Quietly;

/** Work goes to the threads, and what came of it back to the loop. */
@Timeout(120)
class WorkerPoolTest {

    private static final String NAME = "pool-under-test-";

    private final Stage stage = new Stage();
    private final List<Pipe> pipes = new ArrayList<>();
    private final List<WorkerPool> pools = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final Held held = new Held();

    WorkerPoolTest() throws IOException {
    }

    /** Work that is held until the test lets it go on, or it is interrupted. */
    private static final class Held implements Callable<String> {

        private final Semaphore goOn = new Semaphore(0);
        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger atOnce = new AtomicInteger();
        private final AtomicInteger mostAtOnce = new AtomicInteger();
        private final AtomicInteger interrupted = new AtomicInteger();

        @Override
        public String call() throws InterruptedException {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            begun.incrementAndGet();
            try {
                goOn.acquire();
                return "held";
            } catch (InterruptedException stopped) {
                interrupted.incrementAndGet();
                throw stopped;
            } finally {
                atOnce.decrementAndGet();
            }
        }
    }

    @AfterEach
    void close() throws IOException {
        held.goOn.release(100_000);
        pools.forEach(WorkerPool::close);
        for (Pipe pipe : pipes) {
            pipe.source().close();
            pipe.sink().close();
        }
        stage.close();
        assertThat(workers()).as("threads that are left").isEmpty();
    }

    @Test
    void aResultIsHandledOnTheLoopsThread() throws IOException {
        WorkerPool pool = pool(2, 10);
        Probe handler = handler();
        Thread here = Thread.currentThread();
        pool.run(handler, () -> Thread.currentThread().getName(), worker -> {
            assertThat(Thread.currentThread()).isSameAs(here);
            assertThat(worker).matches(NAME + "[12]");
            handler.receives = false;
            done.add("handled");
        });
        assertThat(pool.pending()).isEqualTo(1);
        turnUntilIdle(pool);
        assertThat(done).containsExactly("handled");
        stage.turn();
        assertThat(handler.key().interestOps()).as("asked after its event")
                .isZero();
        assertThat(handler.failures).isEmpty();
    }

    @Test
    void nullIsAResult() throws IOException {
        WorkerPool pool = pool(1, 10);
        pool.run(handler(), () -> null, result -> done.add("got " + result));
        turnUntilIdle(pool);
        assertThat(done).containsExactly("got null");
    }

    @Test
    void aFailureOfWorkIsItsHandlersFailure() throws IOException {
        WorkerPool pool = pool(2, 10);
        for (Throwable failure : List.of(new IllegalStateException(),
                new IOException(), new StackOverflowError(),
                new InterruptedException())) {
            Probe handler = handler();
            Probe other = handler();
            pool.run(handler, () -> {
                sneak(failure);
                return "no failure";
            }, done::add);
            turnUntilIdle(pool);
            assertThat(handler.failures).containsExactly(failure);
            assertThat(other.failures).isEmpty();
        }
        assertThat(done).isEmpty();
        pool.run(handler(), () -> "goes on", done::add);
        turnUntilIdle(pool);
        assertThat(done).containsExactly("goes on");
    }

    @Test
    void aFailureToHandleIsTheHandlersFailure() throws IOException {
        WorkerPool pool = pool(1, 10);
        Probe handler = handler();
        var failure = new IllegalStateException("fails");
        pool.run(handler, () -> "result", _ -> {
            throw failure;
        });
        turnUntilIdle(pool);
        assertThat(handler.failures).containsExactly(failure);
    }

    @Test
    void whoFailsIsRemovedUnlessItKnowsBetter() throws IOException {
        WorkerPool pool = pool(1, 10);
        Probe handler = handler();
        handler.survives = false;
        pool.run(handler, () -> {
            throw new IllegalStateException("fails");
        }, _ -> done.add("handled"));
        turnUntilIdle(pool);
        assertThat(handler.isRemoved()).isTrue();
        stage.expectFailures("a handler has failed and is removed");
    }

    @Test
    void whoCannotEvenFailIsToldOnceAndRemoved() throws IOException {
        WorkerPool pool = pool(1, 10);
        Probe handler = handler();
        handler.onFailure = () -> {
            throw new IllegalStateException("fails again");
        };
        pool.run(handler, () -> {
            throw new IllegalStateException("fails");
        }, _ -> done.add("handled"));
        turnUntilIdle(pool);
        assertThat(handler.isRemoved()).isTrue();
        assertThat(handler.failures).hasSize(1);
        stage.expectFailures("failed twice");
    }

    @Test
    void worksOnSoManyThreadsAndNoMore() throws IOException {
        WorkerPool pool = pool(3, 20);
        assertThat(workers()).extracting(Thread::getName)
                .containsExactlyInAnyOrder(NAME + 1, NAME + 2, NAME + 3);
        for (int i = 0; i < 20; i++) {
            pool.run(handler(), held, done::add);
        }
        stage.turnUntil("three work", () -> held.begun.get() == 3);
        held.goOn.release(10);
        stage.turnUntil("ten are handled", () -> pool.pending() == 10);
        stage.turnUntil("three work", () -> held.begun.get() == 13);
        held.goOn.release(10);
        turnUntilIdle(pool);
        assertThat(done).hasSize(20);
        assertThat(held.mostAtOnce).hasValue(3);
        assertThat(workers()).hasSize(3);
    }

    @Test
    void knowsItsThreads() throws IOException {
        WorkerPool pool = pool(2, 10);
        WorkerPool other = pool(1, 10);
        pool.run(handler(), pool::isWorker, is -> done.add("worker " + is
                + ", loop " + pool.isWorker()));
        other.run(handler(), pool::isWorker, is -> done.add("other's " + is));
        turnUntilIdle(pool);
        turnUntilIdle(other);
        assertThat(done).containsExactlyInAnyOrder("worker true, loop false",
                "other's false");
    }

    @Test
    void workBeginsInTheOrderInWhichItCame() throws IOException {
        WorkerPool pool = pool(1, 10);
        for (int i = 0; i < 10; i++) {
            int number = i;
            pool.run(handler(), () -> "" + number, done::add);
        }
        turnUntilIdle(pool);
        assertThat(done).containsExactly("0", "1", "2", "3", "4", "5", "6", "7",
                "8", "9");
    }

    @Test
    void moreThanThereIsRoomForIsRefused() throws IOException {
        WorkerPool pool = pool(1, 3);
        Probe handler = handler();
        for (int i = 0; i < 3; i++) {
            assertThat(pool.hasRoom()).isTrue();
            pool.run(handler, held, done::add);
        }
        assertThat(pool.hasRoom()).isFalse();
        assertThat(pool.pending()).isEqualTo(3);
        assertThatIllegalStateException()
                .isThrownBy(() -> pool.run(handler, held, done::add))
                .withMessage("no room for more than 3 pieces of work");
        assertThat(pool.pending()).isEqualTo(3);
        held.goOn.release(1);
        stage.turnUntil("there is room", pool::hasRoom);
        assertThat(done).hasSize(1);
        pool.run(handler, held, done::add);
        assertThat(pool.hasRoom()).isFalse();
    }

    /** What is done counts until it is handled: results cannot pile up either. */
    @Test
    void whatIsNotYetHandledTakesRoom() throws IOException {
        WorkerPool pool = pool(1, 2);
        pool.run(handler(), () -> "done", done::add);
        pool.run(handler(), held, done::add);
        awaitBegun(1);
        assertThat(pool.hasRoom()).isFalse();
        stage.turn();
        assertThat(pool.hasRoom()).isTrue();
        assertThat(done).containsExactly("done");
    }

    @Test
    void whatIsCancelledBeforeItBeginsIsNotBegun() throws IOException {
        WorkerPool pool = pool(1, 3);
        Probe handler = handler();
        pool.run(handler, held, done::add);
        awaitBegun(1);
        var task = pool.run(handler, held, done::add);
        pool.run(handler, () -> "next", done::add);
        task.cancel();
        task.cancel();
        assertThat(pool.pending()).isEqualTo(3);
        held.goOn.release(2);
        turnUntilIdle(pool);
        assertThat(held.begun).hasValue(1);
        assertThat(done).containsExactly("held", "next");
        assertThat(handler.failures).isEmpty();
    }

    @Test
    void whatIsCancelledWhileItRunsIsInterruptedAndNotHandled()
            throws IOException {
        WorkerPool pool = pool(1, 3);
        Probe handler = handler();
        var task = pool.run(handler, held, done::add);
        awaitBegun(1);
        task.cancel();
        turnUntilIdle(pool);
        assertThat(held.interrupted).hasValue(1);
        assertThat(done).isEmpty();
        assertThat(handler.failures).isEmpty();
    }

    @Test
    void whatIsCancelledWhenItIsDoneIsNotHandled() throws IOException {
        WorkerPool pool = pool(1, 3);
        Probe handler = handler();
        var succeeded = pool.run(handler, () -> "done", done::add);
        var failed = pool.run(handler, () -> {
            throw new IllegalStateException("fails");
        }, _ -> done.add("failed"));
        pool.run(handler, held, done::add);
        // The only thread is at the third: the others are done.
        awaitBegun(1);
        succeeded.cancel();
        failed.cancel();
        held.goOn.release(1);
        turnUntilIdle(pool);
        assertThat(done).containsExactly("held");
        assertThat(handler.failures).isEmpty();
    }

    @Test
    void whatIsCancelledWhileAnotherIsHandledIsNotHandled() throws IOException {
        WorkerPool pool = pool(1, 3);
        Probe handler = handler();
        var second = new WorkerPool.Task[1];
        pool.run(handler, () -> "first", result -> {
            done.add(result);
            second[0].cancel();
        });
        second[0] = pool.run(handler, () -> "second", done::add);
        pool.run(handler, held, done::add);
        awaitBegun(1);
        held.goOn.release(1);
        turnUntilIdle(pool);
        assertThat(done).containsExactly("first", "held");
    }

    /** It may come just when the work ends. */
    @Test
    void anInterruptOfCancelledWorkDoesNotHitTheNext() throws IOException {
        WorkerPool pool = pool(1, 10);
        Probe handler = handler();
        for (int i = 0; i < 300; i++) {
            var begun = new CountDownLatch(1);
            var task = pool.run(handler, () -> {
                begun.countDown();
                return "cancelled";
            }, done::add);
            pool.run(handler, Thread::interrupted,
                    hit -> done.add(hit ? "hit" : "not hit"));
            awaitQuietly(begun);
            task.cancel();
            turnUntilIdle(pool);
        }
        assertThat(done).hasSize(300).containsOnly("not hit");
        assertThat(workers()).hasSize(1);
    }

    @Test
    void workThatKeepsAnInterruptIsFollowedByOneThatHasNone()
            throws IOException {
        WorkerPool pool = pool(1, 10);
        pool.run(handler(), () -> {
            Thread.currentThread().interrupt();
            return "interrupts itself";
        }, done::add);
        pool.run(handler(), Thread::interrupted, hit -> done.add("hit " + hit));
        turnUntilIdle(pool);
        assertThat(done).containsExactly("interrupts itself", "hit false");
    }

    @Test
    void whoAsksForRoomHasItAtOnceIfThereIsSome() throws IOException {
        WorkerPool pool = pool(1, 1);
        Probe handler = handler();
        pool.whenRoom(handler, () -> done.add("at once"));
        assertThat(done).containsExactly("at once");
        pool.run(handler, held, done::add);
        pool.whenRoom(handler, () -> done.add("later"));
        assertThat(done).containsExactly("at once");
        held.goOn.release(1);
        turnUntilIdle(pool);
        assertThat(done).containsExactly("at once", "held", "later");
    }

    @Test
    void roomGoesToWhoHasWaitedLongest() throws IOException {
        WorkerPool pool = pool(1, 2);
        Probe handler = handler();
        pool.run(handler, held, done::add);
        pool.run(handler, held, done::add);
        for (int i = 0; i < 6; i++) {
            int number = i;
            pool.whenRoom(handler, () -> {
                assertThat(pool.hasRoom()).isTrue();
                pool.run(handler, () -> "" + number, done::add);
            });
        }
        held.goOn.release(2);
        turnUntilIdle(pool);
        assertThat(done).containsExactly("held", "held", "0", "1", "2", "3", "4",
                "5");
        assertThat(handler.failures).isEmpty();
    }

    @Test
    void nobodyStarvesWhileOthersAskAgain() throws IOException {
        int rounds = 20;
        WorkerPool pool = pool(1, 2);
        var turns = new int[7];
        Probe handler = handler();
        var again = new ArrayList<Consumer<Integer>>();
        again.add(who -> pool.whenRoom(handler,
                () -> pool.run(handler, () -> who, worker -> {
                    turns[worker]++;
                    int fewest = IntStream.of(turns).min().orElseThrow();
                    assertThat(turns[worker] - fewest).isLessThanOrEqualTo(2);
                    assertThat(pool.pending()).isLessThanOrEqualTo(2);
                    if (turns[worker] < rounds) {
                        again.getFirst().accept(worker);
                    }
                })));
        for (int who = 0; who < turns.length; who++) {
            again.getFirst().accept(who);
        }
        turnUntilIdle(pool);
        assertThat(turns).containsOnly(rounds);
        assertThat(handler.failures).isEmpty();
    }

    @Test
    void whoTakesNoRoomLeavesItToTheNext() throws IOException {
        WorkerPool pool = pool(1, 1);
        Probe handler = handler();
        Probe failing = handler();
        pool.run(handler, held, done::add);
        pool.whenRoom(failing, () -> {
            throw new IllegalStateException("fails");
        });
        pool.whenRoom(handler, () -> done.add("takes none"));
        pool.whenRoom(handler, () -> pool.run(handler, () -> "takes", done::add));
        pool.whenRoom(handler, () -> done.add("waits"));
        held.goOn.release(1);
        turnUntilIdle(pool);
        assertThat(done).containsExactly("held", "takes none", "takes", "waits");
        assertThat(failing.failures).hasSize(1);
        assertThat(handler.failures).isEmpty();
    }

    @Test
    void whatIsCancelledMakesRoom() throws IOException {
        WorkerPool pool = pool(1, 1);
        Probe handler = handler();
        var task = pool.run(handler, held, done::add);
        pool.whenRoom(handler, () -> done.add("room"));
        awaitBegun(1);
        task.cancel();
        turnUntilIdle(pool);
        assertThat(done).containsExactly("room");
    }

    @Test
    void closingBeginsNothingInterruptsTheRestAndHandlesNothing()
            throws IOException {
        WorkerPool pool = pool(2, 10);
        Probe handler = handler();
        for (int i = 0; i < 5; i++) {
            pool.run(handler, held, done::add);
        }
        awaitBegun(2);
        pool.close();
        assertThat(workers()).isEmpty();
        assertThat(held.begun).hasValue(2);
        assertThat(held.interrupted).hasValue(2);
        stage.turn();
        assertThat(done).isEmpty();
        assertThat(handler.failures).isEmpty();
        pool.close();
    }

    @Test
    void closingWaitsForWorkThatGoesOnNevertheless() throws Exception {
        WorkerPool pool = pool(1, 10);
        var ended = new AtomicInteger();
        pool.run(handler(), () -> {
            try {
                held.call();
            } catch (InterruptedException ignored) {
                held.call();
            }
            return ended.incrementAndGet();
        }, _ -> done.add("handled"));
        awaitBegun(1);
        Thread closing = Thread.ofPlatform().start(pool::close);
        // It begins again when it has been interrupted.
        awaitBegun(2);
        assertThat(closing.isAlive()).isTrue();
        held.goOn.release(1);
        Quietly.join(closing);
        assertThat(ended).hasValue(1);
        assertThat(workers()).isEmpty();
    }

    @Test
    void whoWantsResultsTurnsUntilNothingIsPendingBeforeTheEnd()
            throws IOException {
        WorkerPool pool = pool(2, 10);
        for (int i = 0; i < 10; i++) {
            pool.run(handler(), () -> "done", done::add);
        }
        turnUntilIdle(pool);
        pool.close();
        assertThat(done).hasSize(10);
    }

    @Test
    void manyResultsOfManyThreadsAllComeOnce() throws IOException {
        WorkerPool pool = pool(8, 64);
        Probe handler = handler();
        int count = 20_000;
        var sum = new AtomicInteger();
        for (int i = 0; i < count; i++) {
            int number = i;
            pool.whenRoom(handler, () -> pool.run(handler, () -> number, result -> {
                sum.addAndGet(result);
                done.add("");
            }));
        }
        turnUntilIdle(pool);
        assertThat(done).hasSize(count);
        assertThat(sum).hasValue(IntStream.range(0, count).sum());
        assertThat(handler.failures).isEmpty();
    }

    @Test
    void thatTheLoopIsClosedIsWhatStopsItFromStarting() {
        var closed = new EventLoop[1];
        assertThatExceptionOfType(ClosedSelectorException.class)
                .isThrownBy(() -> {
                    closed[0] = new EventLoop();
                    closed[0].close();
                    new WorkerPool(closed[0], NAME).close();
                });
        assertThat(workers()).isEmpty();
    }

    private WorkerPool pool(int threads, int capacity) throws IOException {
        var pool = new WorkerPool(stage.loop, NAME, threads, capacity);
        pools.add(pool);
        return pool;
    }

    private Probe handler() throws IOException {
        Pipe pipe = Pipe.open();
        pipes.add(pipe);
        var probe = new Probe(pipe.source());
        stage.loop.add(probe);
        return probe;
    }

    private void turnUntilIdle(WorkerPool pool) throws IOException {
        stage.turnUntil("nothing is pending", () -> pool.pending() == 0);
    }

    private void awaitBegun(int count) {
        long begin = System.nanoTime();
        while (held.begun.get() < count) {
            assertThat(System.nanoTime() - begin).as("the time for it to begin")
                    .isLessThan(PATIENCE.toNanos());
            Thread.onSpinWait();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    private static List<Thread> workers() {
        Stream<Thread> all = Thread.getAllStackTraces().keySet().stream();
        return all.filter(thread -> thread.getName().startsWith(NAME)).toList();
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable failure) throws E {
        throw (E) failure;
    }
}
