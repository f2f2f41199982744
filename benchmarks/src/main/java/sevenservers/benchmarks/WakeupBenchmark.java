package sevenservers.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import sevenservers.contract.Quietly;
import sevenservers.offload.EventLoop;
import sevenservers.offload.WakeupPipe;

/**
 * A loop with a thread of its own, which waits until it is reached in one way or
 * the other. The thread that measures spins meanwhile: it would itself have to be
 * woken.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WakeupBenchmark {

    private static final int MANY = 100;

    @Param
    private Way way;

    private Consumer<Runnable> post;
    private Thread loop;
    private volatile boolean ended;
    private volatile int done;
    private final Runnable action = this::act;

    @Setup
    public void start() throws IOException {
        switch (way) {
            case PIPE -> startPipe();
            case WAKEUP -> startWakeup();
        }
    }

    private void startPipe() throws IOException {
        var events = new EventLoop();
        var pipe = new WakeupPipe(events);
        post = pipe::post;
        loop = Thread.ofPlatform().start(() -> {
            try {
                while (!ended) {
                    events.turn();
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } finally {
                events.close();
                pipe.close();
            }
        });
    }

    /** It has to look whether there is something to do in every turn. */
    private void startWakeup() throws IOException {
        Selector selector = Selector.open();
        Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
        post = next -> {
            posted.add(next);
            selector.wakeup();
        };
        loop = Thread.ofPlatform().start(() -> {
            try {
                while (!ended) {
                    selector.select(key -> {
                    });
                    for (Runnable next; (next = posted.poll()) != null;) {
                        next.run();
                    }
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } finally {
                Quietly.close(selector);
            }
        });
    }

    /** Only the loop's thread writes it. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void act() {
        done++;
    }

    /** One thing for a loop that waits. */
    @Benchmark
    public void one() {
        reach(1);
    }

    /** Many things, of which most find a wake-up under way. */
    @Benchmark
    public void hundred() {
        reach(MANY);
    }

    private void reach(int times) {
        int expected = done + times;
        for (int i = 0; i < times; i++) {
            post.accept(action);
        }
        while (done != expected) {
            Thread.onSpinWait();
        }
    }

    @TearDown
    public void stop() {
        ended = true;
        post.accept(action);
        Quietly.join(loop);
    }
}
