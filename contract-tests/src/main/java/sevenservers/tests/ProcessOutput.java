package sevenservers.tests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import sevenservers.contract.Quietly;

/** What a process prints, as far as it has come, exactly as it was printed. */
final class ProcessOutput {

    private final StringBuilder text = new StringBuilder();
    private final Thread reader;

    ProcessOutput(InputStream stream) {
        reader = Thread.ofPlatform().daemon().start(() -> collect(stream));
    }

    synchronized String text() {
        return text.toString();
    }

    /** Waits for the end, which comes with the end of the process. */
    void awaitEnd() {
        Quietly.join(reader);
    }

    private void collect(InputStream stream) {
        try (var characters = new InputStreamReader(stream, UTF_8)) {
            var part = new char[1024];
            for (int length = 0; length >= 0; length = characters.read(part)) {
                append(part, length);
            }
        } catch (IOException ended) {
            // A killed process prints no more.
        }
    }

    private synchronized void append(char[] part, int length) {
        text.append(part, 0, length);
    }
}
