// Caught by: dropsAMessageWithoutItsEnd
// BufferedReader takes CR for an end, too, and what is left at the end of the
// stream for a line.
package sevenservers.exercises.blocking;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.function.Consumer;

public final class WholeMessages {

    private WholeMessages() {
    }

    public static void read(InputStream in, Consumer<String> messages)
            throws IOException {
        var reader = new BufferedReader(new InputStreamReader(in, UTF_8));
        for (String line; (line = reader.readLine()) != null;) {
            messages.accept(line);
        }
    }
}
