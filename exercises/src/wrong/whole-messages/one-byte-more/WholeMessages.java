// Caught by: doesNotDependOnWhereTheNetworkCuts
// Reads one byte more when the chunk ends within a character. Some characters
// have three bytes, or four.
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
        var chunk = new byte[CHUNK + 1];
        var text = new StringBuilder();
        for (int count; (count = in.read(chunk, 0, CHUNK)) >= 0;) {
            if (count > 0 && chunk[count - 1] < 0) {
                int next = in.read();
                if (next >= 0) {
                    chunk[count++] = (byte) next;
                }
            }
            text.append(new String(chunk, 0, count, UTF_8));
            for (int end; (end = text.indexOf("\n")) >= 0;) {
                messages.accept(text.substring(0, end));
                text.delete(0, end + 1);
            }
        }
    }
}
