package sevenservers.compare.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Programs of the system that say something in a line or two. */
final class Tool {

    private static final int SECONDS = 10;
    private static final int MOST = 64 * 1024;

    private Tool() {
    }

    /** What a program prints; empty if it is not there, or fails. */
    static Optional<String> ask(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            try (var in = process.getInputStream()) {
                process.getOutputStream().close();
                String text = new String(in.readNBytes(MOST), UTF_8);
                return process.waitFor(SECONDS, TimeUnit.SECONDS)
                        && process.exitValue() == 0 ? Optional.of(text.strip())
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
