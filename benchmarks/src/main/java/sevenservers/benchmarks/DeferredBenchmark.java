package sevenservers.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import sevenservers.reactor.Deferred;

/** What {@link FutureBenchmark} does, with deferreds. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DeferredBenchmark {

    private static final Object VALUE = "a result";

    private final Exception failure = new Exception("a failure");

    @Benchmark
    public Deferred<Object> make() {
        return new Deferred<>();
    }

    @Benchmark
    public Deferred<Object> chainAndFire(Length length, Blackhole hole) {
        var first = new Deferred<Object>();
        Deferred<Object> last = first;
        for (int i = 0; i < length.callbacks; i++) {
            last = last.addCallback(value -> value);
        }
        first.callback(VALUE);
        hole.consume(first);
        return last;
    }

    @Benchmark
    public Deferred<Object> fireAndChain(Length length, Blackhole hole) {
        var first = new Deferred<Object>();
        first.callback(VALUE);
        Deferred<Object> last = first;
        for (int i = 0; i < length.callbacks; i++) {
            last = last.addCallback(value -> value);
        }
        hole.consume(first);
        return last;
    }

    @Benchmark
    public Deferred<Object> fail(Blackhole hole) {
        var first = new Deferred<Object>();
        Deferred<Object> last = first;
        for (int i = 0; i < 10; i++) {
            last = last.addCallback(value -> value);
        }
        last = last.addErrback(_ -> VALUE);
        first.errback(failure);
        hole.consume(first);
        return last;
    }

    @Benchmark
    public Deferred<Object> await(Blackhole hole) {
        var first = new Deferred<Object>();
        var other = new Deferred<Object>();
        Deferred<Object> last = first.chainCallback(_ -> other);
        first.callback(VALUE);
        other.callback(VALUE);
        hole.consume(first);
        return last;
    }

    @Benchmark
    public Deferred<List<Object>> gather() {
        List<Deferred<Object>> ten = new ArrayList<>(10);
        for (int i = 0; i < 10; i++) {
            ten.add(new Deferred<>());
        }
        Deferred<List<Object>> all = Deferred.gatherResults(ten);
        for (Deferred<Object> one : ten) {
            one.callback(VALUE);
        }
        return all;
    }
}
