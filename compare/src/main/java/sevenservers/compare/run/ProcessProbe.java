package sevenservers.compare.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import sevenservers.compare.load.Target;

/** Asks the operating system about a process; memory and threads only on Linux. */
final class ProcessProbe implements Target.Probe {

    private static final String JCMD =
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    private static final long UNKNOWN = -1;
    private static final int KIBI = 1024;

    private final ProcessHandle process;
    private final ProcessClock clock;
    private final Path status;

    ProcessProbe(ProcessHandle process) {
        this.process = process;
        clock = new ProcessClock(process);
        status = Path.of("/proc/" + process.pid() + "/status");
    }

    @Override
    public long cpuNanos() {
        return clock.nanos();
    }

    @Override
    public long residentBytes() {
        return bytes("VmRSS:");
    }

    @Override
    public long peakBytes() {
        return bytes("VmHWM:");
    }

    private long bytes(String name) {
        return status(name).map(value -> number(value) * KIBI).orElse(UNKNOWN);
    }

    @Override
    public int threads() {
        return status("Threads:").map(ProcessProbe::number).orElse(UNKNOWN)
                .intValue();
    }

    /** A system that does not say which may have set none aside. */
    @Override
    public int processors() {
        return status("Cpus_allowed_list:")
                .map(list -> Processors.parse(list).size())
                .orElse(Runtime.getRuntime().availableProcessors());
    }

    /** If it is a JVM. */
    @Override
    public void collectGarbage() {
        if (process.info().command().filter(word -> word.endsWith("/java"))
                .isPresent()) {
            Tool.ask(JCMD, String.valueOf(process.pid()), "GC.run");
        }
    }

    private static long number(String value) {
        return Long.parseLong(value.replaceAll("\\D", ""));
    }

    /** What stands behind this name; empty if the process has ended. */
    private Optional<String> status(String name) {
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith(name)).findFirst()
                    .map(line -> line.substring(name.length()).strip());
        } catch (IOException ended) {
            // The process, or there is no such file on this system.
            return Optional.empty();
        }
    }
}
