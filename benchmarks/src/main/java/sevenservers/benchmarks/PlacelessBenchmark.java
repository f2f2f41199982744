package sevenservers.benchmarks;

import org.openjdk.jmh.annotations.Fork;

/** The same where deferreds do not record the place that made them. */
@Fork(jvmArgsAppend = "-Ddeferred.places=false")
public class PlacelessBenchmark extends DeferredBenchmark {
}
