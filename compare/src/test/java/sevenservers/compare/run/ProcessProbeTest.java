package sevenservers.compare.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Linux says of a process. */
@Timeout(60)
class ProcessProbeTest {

    @BeforeEach
    void needsLinux() {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "it is not Linux");
    }

    @Test
    void processorTimeIsThatWhichIsUsed() {
        var probe = new ProcessProbe(ProcessHandle.current());
        long before = probe.cpuNanos();
        long start = System.nanoTime();
        while (probe.cpuNanos() == before) {
            Thread.onSpinWait();
        }
        assertThat(probe.cpuNanos() - before).as("all threads on all processors")
                .isBetween(0L, (System.nanoTime() - start + 100_000_000)
                        * Runtime.getRuntime().availableProcessors());
    }

    @Test
    void threadsAndMemoryAreThoseOfNow() throws Exception {
        Process sleep =
                new ProcessBuilder("/bin/sh", "-c", "exec sleep 100").start();
        try {
            var probe = new ProcessProbe(sleep.toHandle());
            assertThat(probe.threads()).isEqualTo(1);
            assertThat(probe.residentBytes()).isBetween(1L, 100_000_000L);
        } finally {
            sleep.destroyForcibly().waitFor();
        }
    }

    @Test
    void nothingIsKnownOfAProcessThatHasEnded() throws Exception {
        Process ended = new ProcessBuilder("/bin/sh", "-c", ":").start();
        ended.waitFor();
        var probe = new ProcessProbe(ended.toHandle());
        assertThat(probe.cpuNanos()).isEqualTo(-1);
        assertThat(probe.threads()).isEqualTo(-1);
        assertThat(probe.residentBytes()).isEqualTo(-1);
    }
}
