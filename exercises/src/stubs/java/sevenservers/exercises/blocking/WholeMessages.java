package sevenservers.exercises.blocking;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * Cuts what a client sends into messages, and hands each of them over as soon as it
 * is whole. A message is UTF-8 and ends in LF, which is not part of it; without its
 * LF a message is not whole, and is dropped.
 *
 * <p>TCP carries bytes and not messages: a read may bring half of one, or three at
 * once. So the text is collected, and searched for LF after each read.
 *
 * <p>There is a bug in here. It leaves out one more thing, and that is no bug: a
 * bound, for which there is {@link BoundedLine}.
 */
public final class WholeMessages {

    private static final int CHUNK = 1024;

    private WholeMessages() {
    }

    /** Reads messages until the stream ends. */
    public static void read(InputStream in, Consumer<String> messages)
            throws IOException {
        var chunk = new byte[CHUNK];
        var text = new StringBuilder();
        for (int count; (count = in.read(chunk)) >= 0;) {
            text.append(new String(chunk, 0, count, UTF_8));
            for (int end; (end = text.indexOf("\n")) >= 0;) {
                messages.accept(text.substring(0, end));
                text.delete(0, end + 1);
            }
        }
    }
}
