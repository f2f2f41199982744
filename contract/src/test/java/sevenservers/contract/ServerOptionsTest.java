package sevenservers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ServerOptionsTest {

    private static final ServerOptions DEFAULTS = ServerOptions.defaults();

    @Test
    void haveTheDefaultsOfTheProtocol() throws Exception {
        assertThat(DEFAULTS.endpoint().getAddress().isLoopbackAddress()).isTrue();
        assertThat(DEFAULTS.maxConnections()).isEqualTo(10_000);
        assertThat(DEFAULTS.joinTimeout()).hasSeconds(10);
        assertThat(DEFAULTS.writeTimeout()).hasSeconds(60);
        assertThat(DEFAULTS.maxBacklog()).isEqualTo(1_048_576);
        assertThat(DEFAULTS.grace()).hasSeconds(5);
        assertThat(Service.ECHO.port()).isEqualTo(8881);
        assertThat(Service.CHAT.port()).isEqualTo(3490);
    }

    @Test
    void sayWhichValueIsOutOfItsRange() {
        refused("port", () -> DEFAULTS.withPort(-1));
        refused("port", () -> DEFAULTS.withPort(65_536));
        refused("max-connections", () -> DEFAULTS.withMaxConnections(0));
        refused("join-timeout", () -> DEFAULTS.withJoinTimeout(Duration.ZERO));
        refused("write-timeout",
                () -> DEFAULTS.withWriteTimeout(Duration.ofDays(2)));
        refused("max-backlog", () -> DEFAULTS.withMaxBacklog(65_535));
        refused("grace", () -> DEFAULTS.withGrace(Duration.ofMillis(-1)));
        assertThat(DEFAULTS.withGrace(Duration.ZERO).grace()).isZero();
    }

    private static void refused(String name, ThrowingCallable change) {
        assertThatIllegalArgumentException().isThrownBy(change)
                .withMessageStartingWith(name + " must be");
    }

    @Test
    void workTakesTheTimeItSays() {
        var threads = ManagementFactory.getThreadMXBean();
        Work cpu = Work.parse("cpu:50ms");
        long before = threads.getCurrentThreadCpuTime();
        cpu.perform();
        long used = threads.getCurrentThreadCpuTime() - before;
        assertThat(Duration.ofNanos(used)).as("processor time of cpu:50ms")
                .isBetween(Duration.ofMillis(15), Duration.ofMillis(1000));

        before = threads.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        Work.parse("sleep:50ms").perform();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThanOrEqualTo(Duration.ofMillis(50));
        used = threads.getCurrentThreadCpuTime() - before;
        assertThat(Duration.ofNanos(used)).as("processor time of sleep:50ms")
                .isLessThan(Duration.ofMillis(15));
    }

    @Test
    void refuseOtherWork() {
        assertThat(Work.parse("none")).isSameAs(Work.NONE);
        assertThatIllegalArgumentException().isThrownBy(() -> Work.parse("cpu"));
        assertThatIllegalArgumentException().isThrownBy(() -> Work.parse("cpu:5"));
    }
}
