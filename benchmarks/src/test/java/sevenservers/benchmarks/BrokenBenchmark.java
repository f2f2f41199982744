package sevenservers.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;

public class BrokenBenchmark {

    @Benchmark
    public void boom() {
        throw new IllegalStateException("broken");
    }
}
