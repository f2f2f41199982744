package sevenservers.exercises.blocking;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.function.Consumer;

/**
 * Cuts what a client sends into messages, and hands each of them over as soon as it
 * is whole. A message is UTF-8 and ends in LF, which is not part of it; without its
 * LF a message is not whole, and is dropped.
 *
 * <p>TCP carries bytes and not messages, and not characters either: a read may
 * bring half of one, or three at once. So the reader keeps the bytes of a
 * character until it is whole, and the text is collected, and searched for LF
 * after each read.
 *
 * <p>It leaves out a bound, for which there is {@link BoundedLine}.
 */
public final class WholeMessages {

    private static final int CHUNK = 1024;

    private WholeMessages() {
    }

    /** Reads messages until the stream ends. */
    public static void read(InputStream in, Consumer<String> messages)
            throws IOException {
        var reader = new InputStreamReader(in, UTF_8);
        var chunk = new char[CHUNK];
        var text = new StringBuilder();
        for (int count; (count = reader.read(chunk)) >= 0;) {
            text.append(chunk, 0, count);
            for (int end; (end = text.indexOf("\n")) >= 0;) {
                messages.accept(text.substring(0, end));
                text.delete(0, end + 1);
            }
        }
    }
}
