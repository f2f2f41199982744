// Caught by: handsOverAtOnce
// Reads all before it decodes. Who waits for an answer before it goes on
// waits for ever.
package sevenservers.exercises.blocking;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

public final class WholeMessages {

    private WholeMessages() {
    }

    public static void read(InputStream in, Consumer<String> messages)
            throws IOException {
        var text = new StringBuilder(new String(in.readAllBytes(), UTF_8));
        for (int end; (end = text.indexOf("\n")) >= 0;) {
            messages.accept(text.substring(0, end));
            text.delete(0, end + 1);
        }
    }
}
