package sevenservers.compare.load;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;

/** Measures how long a thread takes for something, and how much of it computing. */
final class Stopwatch {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final long start = System.nanoTime();
    private final long cpuStart = THREADS.getCurrentThreadCpuTime();

    /** What has passed since the watch was made. */
    Lap lap() {
        long nanos = Math.max(1, System.nanoTime() - start);
        long cpu = THREADS.getCurrentThreadCpuTime() - cpuStart;
        return new Lap((double) nanos / TimeUnit.SECONDS.toNanos(1),
                Math.min(1, (double) cpu / nanos));
    }

    /**
     * A time.
     *
     * @param busy the part of it in which the thread computed
     */
    record Lap(double seconds, double busy) {
    }
}
