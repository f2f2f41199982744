package sevenservers.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import sevenservers.tests.Task;

/**
 * What has become of a command that a person would type, in the folder of the
 * project.
 *
 * @param printed to standard output and standard error
 */
record Cli(int status, String printed) {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Runs a command up to its end, which must be a success. */
    static String succeed(String... command) {
        Cli ended = run(command);
        assertThat(ended.status).as("exit status of %s%n%s",
                String.join(" ", command), ended.printed).isZero();
        return ended.printed.strip();
    }

    /** Runs a command up to its end. */
    static Cli run(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(SevenImage.PROJECT.toFile())
                    .redirectErrorStream(true).start();
            try {
                process.getOutputStream().close();
                Task<String> output = Task.start("the output",
                        () -> new String(process.getInputStream().readAllBytes(),
                                UTF_8));
                boolean ended = process.waitFor(PATIENCE.toSeconds(),
                        TimeUnit.SECONDS);
                assertThat(ended).as("%s has ended", command[0]).isTrue();
                return new Cli(process.exitValue(), output.await(PATIENCE));
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
