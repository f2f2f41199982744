package sevenservers.exercises.offload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import sevenservers.tests.Task;

/**
 * Most tests play the loop and the other threads one step at a time, over a pipe
 * that they can look into. One has real threads and a real pipe.
 */
@DisplayName("A bridge from a pool's threads to the loop")
class WakeupBridgeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ShownPipe pipe = new ShownPipe();
    private final List<String> taken = new ArrayList<>();
    private final Map<String, Runnable> whileTaking = new HashMap<>();
    private final WakeupBridge<String> bridge =
            new WakeupBridge<>(pipe, pipe, this::take);

    private static void nothing() {
    }

    private void take(String result) {
        taken.add(result);
        whileTaking.getOrDefault(result, WakeupBridgeTest::nothing).run();
    }

    private void handFromAnotherThread(String result) {
        Task.start("to hand over \"" + result + "\" while the loop is at work",
                () -> bridge.hand(result)).await(PATIENCE);
    }

    /** The loop would call it again and again, as long as the pipe can be read. */
    private void receiveAll() throws IOException {
        for (int turns = 0; pipe.bytes > 0; turns++) {
            assertThat(turns).as("turns of the loop, which finds a byte in the pipe"
                    + " every time")
                    .isLessThan(10);
            bridge.receive();
        }
    }

    @Test
    @DisplayName("a result is taken by the loop, which a byte has woken")
    void aResultIsTakenByTheLoop() throws IOException {
        for (String result : List.of("one", "two")) {
            taken.clear();
            bridge.hand(result);
            assertThat(taken).as("taken by the thread that hands over: the taker is"
                    + " for the loop's thread alone")
                    .isEmpty();
            assertThat(pipe.bytes).as("bytes in the pipe: without one the loop"
                    + " sleeps")
                    .isEqualTo(1);
            bridge.receive();
            assertThat(taken).as("taken when the loop has received")
                    .containsExactly(result);
            assertThat(pipe.bytes).as("bytes in the pipe when all is taken: with"
                    + " one left, the loop never sleeps again")
                    .isZero();
        }
    }

    @Test
    @DisplayName("many results wake the loop once")
    void manyResultsWakeTheLoopOnce() throws IOException {
        List<String> results =
                IntStream.range(0, 1_000).mapToObj(i -> "result " + i)
                        .toList();
        results.forEach(bridge::hand);
        assertThat(pipe.bytes).as("bytes in the pipe after a thousand results. A"
                + " pipe holds some ten thousand bytes; then a thread that writes"
                + " has to wait, or its byte is lost")
                .isEqualTo(1);
        bridge.receive();
        assertThat(taken).as("taken by one call").isEqualTo(results);
        assertThat(pipe.bytes).as("bytes in the pipe when all is taken").isZero();
    }

    @Test
    @DisplayName("when the byte is there, the result is")
    void whenTheByteIsThereTheResultIs() throws IOException {
        pipe.afterWriting = () -> receive(bridge);
        bridge.hand("quick");
        receiveAll();
        assertThat(taken).as("the loop was quick: it received as soon as the byte"
                + " was in the pipe. If the result comes after its byte, the loop"
                + " finds nothing and sleeps, and the result lies there")
                .containsExactly("quick");
    }

    @Test
    @DisplayName("what is handed over while the byte is read is not lost")
    void whatComesWhileTheByteIsReadIsNotLost() throws IOException {
        pipe.beforeReading = () -> handFromAnotherThread("before the byte is read");
        pipe.afterReading = () -> handFromAnotherThread("after the byte is read");
        bridge.hand("first");
        receiveAll();
        assertThat(taken).as("the loop sleeps now, for the pipe is empty. Two"
                + " results came just before and just after it read the byte:"
                + " either they are taken with the first, or a byte of their own"
                + " has to be there")
                .containsExactlyInAnyOrder("first", "before the byte is read",
                        "after the byte is read");
        assertThat(pipe.most).as("bytes that were in the pipe at once")
                .isEqualTo(1);
    }

    @Test
    @DisplayName("what is handed over while others are taken comes with a byte")
    void whatComesWhileOthersAreTakenComesWithAByte() throws IOException {
        whileTaking.put("first", () -> handFromAnotherThread("third"));
        whileTaking.put("second", () -> bridge.hand("fourth"));
        bridge.hand("first");
        bridge.hand("second");
        bridge.receive();
        assertThat(taken).as("taken by the first call. While it was at work,"
                + " another thread has handed over the third result, and the taker"
                + " itself the fourth: they are for the next call, or a taker that"
                + " always hands over something would never let the loop go")
                .containsExactly("first", "second");
        assertThat(pipe.bytes).as("bytes in the pipe: with none, the loop sleeps"
                + " while two results lie there")
                .isEqualTo(1);
        receiveAll();
        assertThat(taken).as("taken in the end")
                .containsExactly("first", "second", "third", "fourth");
        assertThat(pipe.most).as("bytes that were in the pipe at once")
                .isEqualTo(1);
    }

    @Test
    @DisplayName("after the loop's end, to hand over is harmless")
    void afterTheLoopsEndToHandOverIsHarmless() {
        pipe.close();
        for (int i = 0; i < 2; i++) {
            assertThatCode(() -> bridge.hand("late")).as("the loop has closed the"
                    + " pipe: a thread of the pool can do nothing about that, and"
                    + " has other work to do")
                    .doesNotThrowAnyException();
        }
        assertThat(taken).as("taken, though there is no loop any more").isEmpty();
    }

    @Test
    @DisplayName("with real threads and a real pipe, nothing is lost or overtakes")
    void withRealThreadsNothingIsLost() throws IOException {
        int bursts = 20;
        int threads = 4;
        int each = 50;
        Pipe real = Pipe.open();
        try (Selector selector = Selector.open();
                var source = real.source();
                var sink = real.sink()) {
            sink.configureBlocking(false);
            source.configureBlocking(false).register(selector,
                    SelectionKey.OP_READ);
            var over = new WakeupBridge<String>(source, sink, taken::add);
            for (int burst = 0; burst < bursts; burst++) {
                taken.clear();
                List<Task<Void>> tasks = new ArrayList<>();
                for (int thread = 0; thread < threads; thread++) {
                    String name = "thread " + thread;
                    tasks.add(Task.start(name, () -> IntStream
                            .range(100, 100 + each)
                            .forEach(i -> over.hand(name + " result " + i))));
                }
                while (taken.size() < threads * each) {
                    int woken = selector.select(_ -> receive(over),
                            PATIENCE.toMillis());
                    if (woken == 0) {
                        tasks.forEach(task -> task.await(PATIENCE));
                    }
                    assertThat(woken).as("the loop has slept for %d ms with an"
                            + " empty pipe. %d threads have handed over %d results"
                            + " each, and %d were taken: the others lie in the"
                            + " bridge",
                            PATIENCE.toMillis(), threads, each, taken.size())
                            .isPositive();
                }
                for (int thread = 0; thread < threads; thread++) {
                    String name = "thread " + thread;
                    assertThat(taken).as("the results of one thread: each once, in"
                            + " their order")
                            .filteredOn(one -> one.startsWith(name))
                            .hasSize(each).isSorted().doesNotHaveDuplicates();
                }
            }
        }
    }

    private static void receive(WakeupBridge<String> bridge) {
        try {
            bridge.receive();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    /** A pipe with both ends, for one thread, and with moments to do more in. */
    private static final class ShownPipe
            implements
                ReadableByteChannel,
                WritableByteChannel {

        private int bytes;
        private int most;
        private boolean closed;

        /** What else happens in these moments, the first time. */
        private Runnable beforeReading = WakeupBridgeTest::nothing;
        private Runnable afterReading = WakeupBridgeTest::nothing;
        private Runnable afterWriting = WakeupBridgeTest::nothing;

        @Override
        public int write(ByteBuffer data) throws ClosedChannelException {
            if (closed) {
                throw new ClosedChannelException();
            }
            int written = data.remaining();
            data.position(data.limit());
            bytes += written;
            most = Math.max(most, bytes);
            Runnable after = afterWriting;
            afterWriting = WakeupBridgeTest::nothing;
            after.run();
            return written;
        }

        @Override
        public int read(ByteBuffer data) {
            Runnable before = beforeReading;
            beforeReading = WakeupBridgeTest::nothing;
            before.run();
            int read = Math.min(bytes, data.remaining());
            data.put(new byte[read]);
            bytes -= read;
            Runnable after = afterReading;
            afterReading = WakeupBridgeTest::nothing;
            after.run();
            return read;
        }

        @Override
        public boolean isOpen() {
            return !closed;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
