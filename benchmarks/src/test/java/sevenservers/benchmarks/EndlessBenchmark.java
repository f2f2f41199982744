package sevenservers.benchmarks;

import java.util.concurrent.CountDownLatch;
import org.openjdk.jmh.annotations.Benchmark;

public class EndlessBenchmark {

    @Benchmark
    public void await() throws InterruptedException {
        System.out.println(" runs");
        new CountDownLatch(1).await();
    }
}
