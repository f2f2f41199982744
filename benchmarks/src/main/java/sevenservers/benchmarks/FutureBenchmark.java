package sevenservers.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What {@link DeferredBenchmark} does, with the JDK's futures. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FutureBenchmark {

    private static final Object VALUE = "a result";

    private final Exception failure = new Exception("a failure");

    @Benchmark
    public CompletableFuture<Object> make() {
        return new CompletableFuture<>();
    }

    @Benchmark
    public CompletableFuture<Object> chainAndFire(Length length,
            Blackhole hole) {
        var first = new CompletableFuture<Object>();
        CompletableFuture<Object> last = first;
        for (int i = 0; i < length.callbacks; i++) {
            last = last.thenApply(value -> value);
        }
        first.complete(VALUE);
        hole.consume(first);
        return last;
    }

    @Benchmark
    public CompletableFuture<Object> fireAndChain(Length length,
            Blackhole hole) {
        var first = new CompletableFuture<Object>();
        first.complete(VALUE);
        CompletableFuture<Object> last = first;
        for (int i = 0; i < length.callbacks; i++) {
            last = last.thenApply(value -> value);
        }
        hole.consume(first);
        return last;
    }

    @Benchmark
    public CompletableFuture<Object> fail(Blackhole hole) {
        var first = new CompletableFuture<Object>();
        CompletableFuture<Object> last = first;
        for (int i = 0; i < 10; i++) {
            last = last.thenApply(value -> value);
        }
        last = last.exceptionally(_ -> VALUE);
        first.completeExceptionally(failure);
        hole.consume(first);
        return last;
    }

    @Benchmark
    public CompletableFuture<Object> await(Blackhole hole) {
        var first = new CompletableFuture<Object>();
        var other = new CompletableFuture<Object>();
        CompletableFuture<Object> last = first.thenCompose(_ -> other);
        first.complete(VALUE);
        other.complete(VALUE);
        hole.consume(first);
        return last;
    }

    @Benchmark
    public CompletableFuture<List<Object>> gather() {
        List<CompletableFuture<Object>> ten = new ArrayList<>(10);
        for (int i = 0; i < 10; i++) {
            ten.add(new CompletableFuture<>());
        }
        CompletableFuture<List<Object>> all =
                CompletableFuture.allOf(ten.toArray(CompletableFuture[]::new))
                        .thenApply(_ -> results(ten));
        for (CompletableFuture<Object> one : ten) {
            one.complete(VALUE);
        }
        return all;
    }

    private static List<Object> results(List<CompletableFuture<Object>> futures) {
        List<Object> results = new ArrayList<>(futures.size());
        for (CompletableFuture<Object> one : futures) {
            results.add(one.join());
        }
        return results;
    }
}
