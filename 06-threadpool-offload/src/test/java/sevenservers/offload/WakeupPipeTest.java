package sevenservers.offload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.Pipe;
import java.nio.channels.Pipe.SourceChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.contract.Quietly;

/** The way from any thread to the loop's. */
@Timeout(120)
class WakeupPipeTest {

    private static final int POSTERS = 8;
    private static final int POSTS = 20_000;
    private static final int ROUNDS = 10_000;
    private static final int MOST_NANOS_LATER = 50_000;

    private final Stage stage = new Stage();
    private final WakeupPipe pipe = new WakeupPipe(stage.loop);
    private final List<List<Integer>> done =
            IntStream.range(0, POSTERS)
                    .mapToObj(i -> (List<Integer>) new ArrayList<Integer>())
                    .toList();
    private final List<Thread> posters = new ArrayList<>();
    private volatile boolean givenUp;

    WakeupPipeTest() throws IOException {
    }

    @AfterEach
    void close() {
        posters.forEach(Quietly::join);
        pipe.close();
        stage.close();
    }

    @Test
    void allThatManyThreadsPostIsDoneInTheOrderOfEach() throws IOException {
        startPosters(false);
        stage.turnUntil("all is done", () -> posts() == POSTERS * POSTS);
        expectOrder();
    }

    /** The test takes the bytes itself, two if there are two. */
    @Test
    void oneByteAtMostIsInThePipe() throws IOException {
        var source = (SourceChannel) pipe.channel();
        ByteBuffer two = ByteBuffer.allocate(2);
        long begin = System.nanoTime();
        startPosters(false);
        while (posts() < POSTERS * POSTS) {
            int bytes = source.read(two.clear());
            assertThat(bytes).isLessThanOrEqualTo(1);
            if (bytes == 1) {
                pipe.handleReceive();
            }
            assertThat(System.nanoTime() - begin).as("the time for all")
                    .isLessThan(PATIENCE.toNanos());
        }
        assertThat(source.read(two.clear())).isZero();
        expectOrder();
    }

    /** The second one comes at any moment of the turn that the first one causes. */
    @Test
    void whatComesWhileTheLoopTakesWhatWasThereIsDone() throws IOException {
        var done = new AtomicInteger();
        var random = new Random(1);
        posters.add(Thread.ofPlatform().start(() -> {
            for (int i = 1; i <= ROUNDS && !givenUp; i++) {
                pipe.post(done::incrementAndGet);
                long later = System.nanoTime() + random.nextInt(MOST_NANOS_LATER);
                while (System.nanoTime() < later) {
                    Thread.onSpinWait();
                }
                pipe.post(done::incrementAndGet);
                while (done.get() < 2 * i && !givenUp) {
                    Thread.onSpinWait();
                }
            }
        }));
        try {
            stage.turnUntil("all is done", () -> done.get() == 2 * ROUNDS);
        } finally {
            givenUp = true;
        }
    }

    @Test
    void anInterruptOfWhoPostsBreaksNothing() throws IOException {
        startPosters(true);
        stage.turnUntil("all is done", () -> posts() == POSTERS * POSTS);
        expectOrder();
        stage.expectRest();
    }

    @Test
    void aPosterKeepsItsInterrupt() throws IOException {
        Thread.currentThread().interrupt();
        List<String> all = new ArrayList<>();
        pipe.post(() -> all.add("posted"));
        assertThat(Thread.interrupted()).isTrue();
        stage.turn();
        assertThat(all).containsExactly("posted");
        stage.expectRest();
    }

    @Test
    void manyPostsWakeTheLoopOnce() throws IOException {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            int number = i;
            pipe.post(() -> all.add(number));
        }
        stage.loop.turn();
        assertThat(all).hasSize(1000).isSorted();
        stage.expectRest();
    }

    @Test
    void whatIsPostedOnTheLoopsThreadIsDoneInTheNextTurn() throws IOException {
        List<String> all = new ArrayList<>();
        pipe.post(() -> {
            pipe.post(() -> all.add("third"));
            pipe.post(() -> all.add("fourth"));
            all.add("first");
        });
        pipe.post(() -> all.add("second"));
        stage.loop.turn();
        assertThat(all).containsExactly("first", "second");
        stage.loop.turn();
        assertThat(all).containsExactly("first", "second", "third", "fourth");
        stage.expectRest();
    }

    @Test
    void whatFailsIsLoggedAndStopsNothingElse() throws IOException {
        List<String> all = new ArrayList<>();
        pipe.post(() -> all.add("first"));
        pipe.post(() -> {
            throw new IllegalStateException("fails");
        });
        pipe.post(() -> {
            throw new AssertionError("fails badly");
        });
        pipe.post(() -> all.add("last"));
        stage.turn();
        assertThat(all).containsExactly("first", "last");
        stage.expectFailures("posted has failed java.lang.IllegalState",
                "posted has failed java.lang.AssertionError: fails badly");
        pipe.post(() -> all.add("later"));
        stage.turn();
        assertThat(all).containsExactly("first", "last", "later");
    }

    @Test
    void postingAfterTheEndIsHarmless() throws IOException {
        pipe.close();
        for (int i = 0; i < 3; i++) {
            pipe.post(() -> {
                throw new AssertionError("done though the pipe is closed");
            });
        }
        stage.turn();
        stage.expectRest();
    }

    @Test
    void postingAfterTheLoopsEndIsHarmless() throws IOException {
        var ended = new EventLoop();
        var itsPipe = new WakeupPipe(ended);
        ended.close();
        for (int i = 0; i < 3; i++) {
            itsPipe.post(() -> {
                throw new AssertionError("done though the loop is closed");
            });
        }
        itsPipe.close();
    }

    @Test
    void bothEndsAreClosed() {
        var ends = (Pipe) assertThat(pipe).extracting("pipe").actual();
        pipe.close();
        assertThat(ends.source().isOpen()).isFalse();
        assertThat(ends.sink().isOpen()).isFalse();
    }

    @Test
    void noDescriptorIsLeftOfAPipeThatCannotBeMade() throws IOException {
        Path open = Path.of("/proc/self/fd");
        assumeTrue(Files.exists(open), "descriptors cannot be counted");
        var ended = new EventLoop();
        ended.close();
        int tries = 200;
        long before = count(open);
        for (int i = 0; i < tries; i++) {
            assertThatExceptionOfType(ClosedSelectorException.class)
                    .isThrownBy(() -> new WakeupPipe(ended));
        }
        assertThat(count(open)).isLessThan(before + tries);
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void theLoopForgetsWhatIsClosed() {
        assertThat(stage.loop.handlers()).contains(pipe);
        pipe.close();
        assertThat(stage.loop.handlers()).doesNotContain(pipe);
    }

    private void startPosters(boolean interrupted) {
        var together = new CountDownLatch(POSTERS);
        for (List<Integer> mine : done) {
            posters.add(Thread.ofPlatform().name("poster").start(() -> {
                together.countDown();
                awaitUninterruptibly(together);
                for (int i = 0; i < POSTS; i++) {
                    int number = i;
                    if (interrupted) {
                        Thread.currentThread().interrupt();
                    }
                    pipe.post(() -> mine.add(number));
                }
            }));
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    private int posts() {
        return done.stream().mapToInt(List::size).sum();
    }

    private void expectOrder() {
        List<Integer> all = IntStream.range(0, POSTS).boxed().toList();
        done.forEach(one -> assertThat(one).isEqualTo(all));
    }
}
