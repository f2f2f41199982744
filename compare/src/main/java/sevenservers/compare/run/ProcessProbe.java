package sevenservers.compare.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import sevenservers.compare.load.Target;

/** Asks the operating system about a process; memory and threads only on Linux. */
final class ProcessProbe implements Target.Probe {

    private static final int UNKNOWN = -1;

    private final ProcessHandle process;
    private final Path status;

    ProcessProbe(ProcessHandle process) {
        this.process = process;
        status = Path.of("/proc/" + process.pid() + "/status");
    }

    @Override
    public long cpuNanos() {
        return process.info().totalCpuDuration().map(Duration::toNanos)
                .orElse((long) UNKNOWN);
    }

    @Override
    public long residentBytes() {
        long kilobytes = status("VmRSS:");
        return kilobytes == UNKNOWN ? UNKNOWN : kilobytes * 1024;
    }

    @Override
    public int threads() {
        return (int) status("Threads:");
    }

    /** The number in the line that begins so. */
    private long status(String name) {
        try {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith(name)) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (IOException ended) {
            // The process, or there is no such file on this system.
        }
        return UNKNOWN;
    }
}
