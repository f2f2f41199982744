package sevenservers.compare.run;

import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.await;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What Linux says of a process. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class ProcessProbeTest {

    private static final long HUNDREDTH = TimeUnit.MILLISECONDS.toNanos(10);

    @Test
    void processorTimeIsKnownByTheNanosecond() {
        var own = new ProcessProbe(ProcessHandle.current());
        long before = own.cpuNanos();
        await().pollInSameThread().pollDelay(Duration.ZERO)
                .until(() -> own.cpuNanos() > before);
        assertThat(own.cpuNanos() - before).isPositive();
        assertThat(own.cpuNanos() % HUNDREDTH).as("it is no number of ticks")
                .isNotZero();
        Duration said =
                ProcessHandle.current().info().totalCpuDuration().orElseThrow();
        assertThat(own.cpuNanos()).isBetween(said.toNanos() - HUNDREDTH,
                said.plusSeconds(5).toNanos());
    }

    @Test
    void threadsAndMemoryAreThoseOfNow() throws Exception {
        Process sleep = new ProcessBuilder("sleep", "100").start();
        try {
            var probe = new ProcessProbe(sleep.toHandle());
            assertThat(probe.threads()).isEqualTo(1);
            long resident = probe.residentBytes();
            assertThat(resident).isBetween(1L, 100_000_000L);
            assertThat(probe.peakBytes()).isGreaterThanOrEqualTo(resident);
        } finally {
            sleep.destroyForcibly().waitFor();
        }
    }

    @Test
    void processorsAreThoseThatItMayUse() throws Exception {
        Process one = new ProcessBuilder("/bin/sh", "-c",
                "taskset -p -c $(taskset -c -p $$ | sed 's/.*[^0-9]//') $$"
                        + " && exec sleep 100")
                .start();
        try {
            var probe = new ProcessProbe(one.toHandle());
            await().until(() -> probe.processors() == 1);
        } finally {
            one.destroyForcibly().waitFor();
        }
    }

    @Test
    void aJvmCollectsItsGarbage() {
        byte[][] garbage = {new byte[1]};
        var reference = new WeakReference<>(garbage[0]);
        garbage[0] = null;
        new ProcessProbe(ProcessHandle.current()).collectGarbage();
        assertThat(reference.get()).isNull();
    }

    @Test
    void ofAProcessThatHasEndedNothingIsKnown() throws Exception {
        Process ended = new ProcessBuilder(List.of("true")).start();
        ended.waitFor();
        var probe = new ProcessProbe(ended.toHandle());
        assertThat(probe.cpuNanos()).isEqualTo(-1);
        assertThat(probe.threads()).isEqualTo(-1);
        assertThat(probe.residentBytes()).isEqualTo(-1);
        assertThat(probe.peakBytes()).isEqualTo(-1);
        probe.collectGarbage();
    }
}
