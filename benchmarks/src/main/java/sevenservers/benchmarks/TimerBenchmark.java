package sevenservers.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import sevenservers.reactor.DelayedCall;
import sevenservers.reactor.TimerQueue;

/**
 * A queue with so many timers, of which no operation changes the number. They are
 * due in one to two hours, in random order; so long no benchmark runs, for the
 * clock moves on by a nanosecond each time it is asked.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TimerBenchmark {

    private static final long HOUR = Duration.ofHours(1).toNanos();
    private static final int DELAYS = 1 << 16;
    /** A prime, so that in steps of this length all timers are passed. */
    private static final int STEP = 611_953;

    @Param({"1000", "1000000"})
    private int pending;

    private final Duration[] delays = new Duration[DELAYS];
    private int nextDelay;
    private long now;
    private final TimerQueue queue = new TimerQueue(() -> now++);
    private final Runnable again = this::callLater;
    private DelayedCall[] calls;
    private int chosen;
    private final List<DelayedCall> due = new ArrayList<>();

    @Setup
    public void fill() {
        var random = new Random(1);
        for (int i = 0; i < DELAYS; i++) {
            delays[i] = Duration.ofNanos(HOUR + random.nextLong(HOUR));
        }
        calls = new DelayedCall[pending];
        for (int i = 0; i < pending; i++) {
            calls[i] = queue.callLater(
                    Duration.ofNanos(HOUR + random.nextLong(HOUR)), again);
        }
    }

    /** What the loop asks and does before and after it waits for events. */
    @Benchmark
    public long turn() {
        long nanos = queue.nanosUntilNext();
        queue.takeDue(due);
        return nanos + due.size();
    }

    @Benchmark
    public DelayedCall cancelAndCallLater() {
        choose();
        calls[chosen].cancel();
        calls[chosen] = callLater();
        return calls[chosen];
    }

    @Benchmark
    public DelayedCall reset() {
        choose();
        calls[chosen].reset(delay());
        return calls[chosen];
    }

    @Benchmark
    public int fireAndCallLater() {
        now += queue.nanosUntilNext();
        queue.takeDue(due);
        int fired = due.size();
        due.forEach(DelayedCall::process);
        due.clear();
        return fired;
    }

    private void choose() {
        chosen = (chosen + STEP) % pending;
    }

    private DelayedCall callLater() {
        return queue.callLater(delay(), again);
    }

    private Duration delay() {
        nextDelay = (nextDelay + 1) % DELAYS;
        return delays[nextDelay];
    }
}
