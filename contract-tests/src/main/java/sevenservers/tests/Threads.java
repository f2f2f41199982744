package sevenservers.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;

/** What the threads of this JVM do. */
public final class Threads {

    /** A virtual thread in a dump: {@code #36 "name" virtual}, and where it is. */
    private static final Pattern VIRTUAL =
            Pattern.compile("(?m)^#\\d+ \".*\" virtual.*\\R(?:\\h+\\S.*\\R?)*");

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

    /** The virtual threads within the code of a package, with their stacks. */
    public static List<String> virtualIn(String packageName) {
        return VIRTUAL.matcher(dump()).results().map(found -> found.group())
                .filter(thread -> thread.contains(packageName + ".")).toList();
    }

    /** Where all threads are, the virtual ones too. */
    static String dump() {
        try {
            Path folder = Files.createTempDirectory("threads");
            Path dump = folder.resolve("dump");
            try {
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                        .dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
                return Files.readString(dump);
            } finally {
                Files.deleteIfExists(dump);
                Files.delete(folder);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The CPU time that the threads of this name have used so far. */
    public static Duration cpuTime(String name) {
        var management = ManagementFactory.getThreadMXBean();
        return Duration.ofNanos(named(name).stream()
                .mapToLong(thread -> management.getThreadCpuTime(thread.threadId()))
                .sum());
    }
}
