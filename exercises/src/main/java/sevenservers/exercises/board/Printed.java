package sevenservers.exercises.board;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import sevenservers.contract.Quietly;

/** The beginning of what a process prints; the rest is read and forgotten. */
final class Printed {

    private static final int KEPT = 2_000;

    private final StringBuilder text = new StringBuilder();
    private final Thread reader;
    private boolean isCut;

    Printed(InputStream stream) {
        reader = Thread.ofPlatform().daemon().start(() -> collect(stream));
    }

    /** All that is kept, once the process has ended. */
    String text() {
        Quietly.join(reader);
        return isCut ? text + " …" : text.toString();
    }

    private void collect(InputStream stream) {
        var part = new char[1024];
        try (Reader in = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            for (int n = in.read(part); n >= 0; n = in.read(part)) {
                int room = Math.min(n, KEPT - text.length());
                text.append(part, 0, room);
                isCut |= room < n;
            }
        } catch (IOException ended) {
            // A process that was killed prints no more.
        }
    }
}
