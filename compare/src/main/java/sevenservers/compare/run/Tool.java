package sevenservers.compare.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Programs of the system that say something in a line or two, and soon. */
final class Tool {

    private static final Duration LONG = Duration.ofSeconds(10);
    private static final int MOST = 64 * 1024;

    private Tool() {
    }

    /** What a program prints; empty if it is not there, fails, or takes long. */
    static Optional<String> ask(String... command) {
        return ask(LONG, command);
    }

    static Optional<String> ask(Duration most, String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            try (var in = process.getInputStream()) {
                process.getOutputStream().close();
                // Whose end comes then has failed, and prints no more.
                CompletableFuture
                        .delayedExecutor(most.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(process::destroyForcibly);
                String text = new String(in.readNBytes(MOST), UTF_8);
                return process.waitFor() == 0 ? Optional.of(text.strip())
                        : Optional.empty();
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException absent) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
