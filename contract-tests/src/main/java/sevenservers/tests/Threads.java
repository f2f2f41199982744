package sevenservers.tests;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

/** What the threads of this JVM do, virtual ones aside. */
public final class Threads {

    private Threads() {
    }

    /** The threads of this name that are alive. */
    public static List<Thread> named(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name)).toList();
    }

    /** The threads of a group and of those in it that are alive. */
    static List<Thread> in(ThreadGroup group) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> group.parentOf(thread.getThreadGroup())).toList();
    }

    /** The CPU time that the threads of this name have used so far. */
    public static Duration cpuTime(String name) {
        var management = ManagementFactory.getThreadMXBean();
        return Duration.ofNanos(named(name).stream()
                .mapToLong(thread -> management.getThreadCpuTime(thread.threadId()))
                .sum());
    }
}
