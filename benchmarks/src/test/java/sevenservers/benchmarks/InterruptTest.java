package sevenservers.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class InterruptTest {

    @Test
    void leavesNoProcessBehindAndSaysNothing() throws Exception {
        Process main = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow", "-Djmh.ignoreLock=true",
                "-cp", System.getProperty("java.class.path"),
                Endless.class.getName())
                .redirectErrorStream(true).start();
        List<ProcessHandle> forks = new ArrayList<>();
        try (var out = main.inputReader(UTF_8)) {
            assertThat(out.readLine()).isEqualTo(
                    "1 of 1: EndlessBenchmark.await runs");
            main.descendants().forEach(forks::add);
            assertThat(forks).hasSize(1);
            main.toHandle().destroy();
            assertThat(out.readLine()).isNull();
            assertThat(main.waitFor()).isNotZero();
            for (ProcessHandle fork : forks) {
                fork.onExit().get(60, TimeUnit.SECONDS);
            }
        } finally {
            main.destroyForcibly();
            forks.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** A program that measures until it is ended. */
    static final class Endless {

        private Endless() {
        }

        public static void main(String... args) throws Exception {
            Measurement.of(List.of(EndlessBenchmark.class), Effort.QUICK,
                    new PrintWriter(System.out, true, UTF_8));
        }
    }
}
