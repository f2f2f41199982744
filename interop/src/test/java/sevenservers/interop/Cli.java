package sevenservers.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import sevenservers.tests.Task;

/** Runs what a person would type. */
final class Cli {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private Cli() {
    }

    /**
     * Runs a command in a folder up to its end, which must be a success.
     *
     * @return what it has printed
     */
    static String run(Path folder, String... command) {
        try {
            Process process = new ProcessBuilder(command).directory(folder.toFile())
                    .redirectErrorStream(true).start();
            try {
                Task<String> output = Task.start("the output",
                        () -> new String(process.getInputStream().readAllBytes(),
                                UTF_8));
                process.getOutputStream().close();
                boolean ended = process.waitFor(PATIENCE.toSeconds(),
                        TimeUnit.SECONDS);
                assertThat(ended).as("%s has ended", command[0]).isTrue();
                String printed = output.await(PATIENCE);
                assertThat(process.exitValue())
                        .as("exit status of %s%n%s", String.join(" ", command),
                                printed)
                        .isZero();
                return printed;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("the test was stopped", stopped);
        }
    }
}
