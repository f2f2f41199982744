package sevenservers.select.programs;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

/** What the threads of this JVM do, found by their names. */
final class Threads {

    private Threads() {
    }

    static List<Thread> named(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name)).toList();
    }

    /** The CPU time that the threads of this name have used so far. */
    static Duration cpuTime(String name) {
        var management = ManagementFactory.getThreadMXBean();
        return Duration.ofNanos(named(name).stream()
                .mapToLong(thread -> management.getThreadCpuTime(thread.threadId()))
                .sum());
    }
}
