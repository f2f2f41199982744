// Caught by: handsOverAtOnce
// Waits until the chunk is full, which cuts less often, but waits for bytes
// that nobody is going to send.
package sevenservers.exercises.blocking;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

public final class WholeMessages {

    private static final int CHUNK = 1024;

    private WholeMessages() {
    }

    public static void read(InputStream in, Consumer<String> messages)
            throws IOException {
        var chunk = new byte[CHUNK];
        var text = new StringBuilder();
        for (int count; (count = in.readNBytes(chunk, 0, CHUNK)) > 0;) {
            text.append(new String(chunk, 0, count, UTF_8));
            for (int end; (end = text.indexOf("\n")) >= 0;) {
                messages.accept(text.substring(0, end));
                text.delete(0, end + 1);
            }
        }
    }
}
