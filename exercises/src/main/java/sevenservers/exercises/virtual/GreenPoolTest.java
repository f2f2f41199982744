package sevenservers.exercises.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import sevenservers.tests.Task;
import sevenservers.tests.Wait;

class GreenPoolTest {

    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /** Many more than there are pieces. */
    private static final int ALL = 1000;

    private final Semaphore mayEnd = new Semaphore(0);
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @AfterEach
    void letAllEnd() {
        mayEnd.release(ALL);
    }

    /** A piece of work that runs until it may end. */
    private void piece() {
        started.incrementAndGet();
        most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        mayEnd.acquireUninterruptibly();
        atOnce.decrementAndGet();
    }

    private void fill(GreenPool pool, int size) {
        for (int i = 0; i < size; i++) {
            spawn(pool, this::piece);
        }
        waitUntil("all that were spawned run", () -> started.get() == size);
    }

    private static void spawn(GreenPool pool, Runnable work) {
        Task.start("a spawn into a pool that has a free place", () -> {
            pool.spawn(work);
            return null;
        }).await(PATIENCE);
    }

    /** A thread that spawns, and has to wait in it. */
    private static Thread spawner(GreenPool pool, Runnable work) {
        return Thread.ofVirtual().unstarted(() -> {
            try {
                pool.spawn(work);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void startAndLetWait(Thread thread) {
        thread.start();
        waitUntil("a thread waits, or has no reason to",
                () -> isWaiting(thread) || !thread.isAlive());
    }

    private static boolean isWaiting(Thread thread) {
        return switch (thread.getState()) {
            case BLOCKED, WAITING, TIMED_WAITING -> true;
            default -> false;
        };
    }

    private static void waitUntil(String what, Callable<Boolean> condition) {
        Wait.until(what, PATIENCE, condition);
    }

    @Test
    @DisplayName("Each piece of work runs in a virtual thread of its own,"
            + " and spawn does not wait for its end")
    void runsEachPieceInAThreadOfItsOwn() {
        var pool = new GreenPool(2);
        Queue<Thread> threads = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 2; i++) {
            spawn(pool, () -> {
                threads.add(Thread.currentThread());
                piece();
            });
        }
        waitUntil("both pieces run, while neither has ended",
                () -> started.get() == 2);
        assertThat(threads)
                .as("the threads that ran the pieces: new ones, since a virtual"
                        + " thread is cheaper to start than to keep")
                .doesNotHaveDuplicates().allMatch(Thread::isVirtual);
        assertThat(pool.running()).as("running() while both pieces run")
                .isEqualTo(2);
    }

    @Test
    @DisplayName("Who spawns while all places are taken waits until one is free")
    void spawnWaitsForAPlace() {
        var pool = new GreenPool(1);
        fill(pool, 1);
        Thread late = spawner(pool, this::piece);
        startAndLetWait(late);
        assertThat(late.isAlive())
                .as("spawn still waits while the only place is taken; if it"
                        + " returned, whatever brings the work would never be"
                        + " slowed down, and a queue would grow somewhere")
                .isTrue();
        assertThat(started.get()).as("pieces started while there is one place")
                .isEqualTo(1);
        mayEnd.release();
        waitUntil("the piece that waited is started when the first has ended",
                () -> started.get() == 2 && !late.isAlive());
    }

    @Test
    @DisplayName("Never do more pieces run at once than there are places,"
            + " however many wait to spawn")
    void runsNoMoreThanItsSizeAtOnce() {
        int size = 2;
        var pool = new GreenPool(size);
        fill(pool, size);
        List<Thread> late =
                Stream.generate(() -> spawner(pool, this::piece)).limit(8).toList();
        late.forEach(GreenPoolTest::startAndLetWait);
        for (int count = size + 1; count <= size + late.size(); count++) {
            int next = count;
            mayEnd.release();
            waitUntil("piece " + next + " has started after another one ended",
                    () -> started.get() >= next);
        }
        assertThat(most.get())
                .as("the most pieces that ran at once in a pool of %d; one place"
                        + " that becomes free is for one of those who wait", size)
                .isEqualTo(size);
    }

    @Test
    @DisplayName("A piece that throws gives its place back,"
            + " and its failure is not swallowed")
    void whatThrowsGivesItsPlaceBack() throws InterruptedException {
        var pool = new GreenPool(1);
        var failures = new ConcurrentLinkedQueue<Throwable>();
        var before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((_, failure) -> {
            failures.add(failure);
        });
        try {
            var broken = new IllegalStateException("a handler that fails");
            var worse = new AssertionError("a handler that fails with an Error");
            spawn(pool, () -> {
                throw broken;
            });
            spawn(pool, () -> {
                throw worse;
            });
            spawn(pool, () -> {
            });
            waitUntil("both failures are told to the handler of uncaught"
                    + " exceptions", () -> failures.size() == 2);
            assertThat(failures).as("the failures that were told")
                    .containsExactlyInAnyOrder(broken, worse);
            Task.start("waitAll after pieces that threw", () -> {
                pool.waitAll();
                return null;
            }).await(PATIENCE);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    @Test
    @DisplayName("waitAll returns when nothing runs any more,"
            + " not even what was spawned meanwhile")
    void waitAllWaitsAlsoForWhatIsSpawnedMeanwhile() {
        var pool = new GreenPool(2);
        fill(pool, 1);
        Task<Void> waiting = waitAll(pool);
        spawn(pool, this::piece);
        mayEnd.release();
        waitUntil("one of two pieces has ended",
                () -> atOnce.get() == 1 && pool.running() == 1);
        spawn(pool, this::piece);
        mayEnd.release();
        waitUntil("one of three pieces is left",
                () -> atOnce.get() == 1 && pool.running() == 1);
        assertThat(waiting.isDone())
                .as("waitAll has returned while a piece still runs that was spawned"
                        + " after the call; who closes a socket next would close it"
                        + " under that piece")
                .isFalse();
        mayEnd.release();
        waiting.await(PATIENCE);
        assertThat(pool.running()).as("running() after waitAll").isZero();
    }

    /** A call of waitAll that really waits. */
    private static Task<Void> waitAll(GreenPool pool) {
        var caller = new Thread[1];
        var known = new CountDownLatch(1);
        Task<Void> task = Task.start("waitAll", () -> {
            caller[0] = Thread.currentThread();
            known.countDown();
            pool.waitAll();
            return null;
        });
        waitUntil("waitAll waits while something runs", () -> known.getCount() == 0
                && (isWaiting(caller[0]) || task.isDone()));
        assertThat(task.isDone()).as("waitAll has returned while a piece runs")
                .isFalse();
        return task;
    }

    @Test
    @DisplayName("Who waits in waitAll keeps nobody from the place that is free")
    void waitAllHoldsUpNobody() {
        var pool = new GreenPool(2);
        fill(pool, 2);
        Task<Void> waiting = waitAll(pool);
        startAndLetWait(spawner(pool, this::piece));
        mayEnd.release();
        waitUntil("the spawn that waited gets the place that has become free,"
                + " although waitAll has waited for longer",
                () -> started.get() == 3);
        mayEnd.release(2);
        waiting.await(PATIENCE);
    }

    @Test
    @DisplayName("A spawn that is interrupted while it waits starts nothing"
            + " and takes no place")
    void anInterruptedSpawnTakesNoPlace() throws InterruptedException {
        var pool = new GreenPool(1);
        fill(pool, 1);
        Thread late = spawner(pool, this::piece);
        startAndLetWait(late);
        late.interrupt();
        late.join(PATIENCE);
        assertThat(late.isAlive())
                .as("spawn goes on waiting although it was interrupted;"
                        + " nobody could end a server that waits so")
                .isFalse();
        mayEnd.release();
        Task.start("waitAll after an interrupted spawn", () -> {
            pool.waitAll();
            return null;
        }).await(PATIENCE);
        assertThat(started.get())
                .as("pieces started, the one of the interrupted spawn not included")
                .isEqualTo(1);
        spawn(pool, this::piece);
    }

    @Test
    @DisplayName("A pool has at least one place")
    void hasAtLeastOnePlace() {
        assertThatIllegalArgumentException()
                .as("a pool without a place would let everybody wait for ever")
                .isThrownBy(() -> new GreenPool(0));
    }
}
