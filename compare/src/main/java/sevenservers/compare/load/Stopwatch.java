package sevenservers.compare.load;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;

/** Measures how long a thread takes for something, and what it and a server do. */
final class Stopwatch {

    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Target.Probe server;
    private final long start = System.nanoTime();
    private final long clientsStart = THREADS.getCurrentThreadCpuTime();
    private final long serverStart;

    Stopwatch(Target.Probe server) {
        this.server = server;
        serverStart = server.cpuNanos();
    }

    /** What has passed since the watch was made. */
    Lap lap() {
        long end = System.nanoTime();
        long clientsEnd = THREADS.getCurrentThreadCpuTime();
        long serverEnd = server.cpuNanos();
        return new Lap(Math.max(1, end - start) / SECOND,
                (clientsEnd - clientsStart) / SECOND,
                serverStart < 0 || serverEnd < 0 ? Double.NaN
                        : (serverEnd - serverStart) / SECOND,
                server.threads(), server.peakBytes());
    }
}
