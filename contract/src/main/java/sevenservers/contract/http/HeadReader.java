package sevenservers.contract.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A head while it comes in, in pieces of any size. A line ends in CRLF or, as RFC
 * 9112 allows, in LF alone. Empty lines before the first one are skipped.
 */
public final class HeadReader {

    private static final int URI_TOO_LONG = 414;
    private static final int HEAD_TOO_LARGE = 431;

    private final int most;
    private final List<String> lines = new ArrayList<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int length;

    /** A reader that takes so many bytes at most, for all heads that it reads. */
    public HeadReader(int most) {
        this.most = most;
    }

    /** Whether not a single byte has come. */
    public boolean isEmpty() {
        return length == 0;
    }

    /**
     * Takes bytes up to the end of the head, and leaves the others.
     *
     * @return the head, or null as long as it is not whole
     * @throws HttpError if it is malformed or too long
     */
    public HttpHead read(ByteBuffer input) throws HttpError {
        while (input.hasRemaining()) {
            if (length == most) {
                throw lines.isEmpty()
                        ? new HttpError(URI_TOO_LONG, "the first line is too long")
                        : new HttpError(HEAD_TOO_LARGE, "the head is too long");
            }
            length++;
            byte next = input.get();
            if (next != '\n') {
                line.write(next);
            } else if (endLine()) {
                HttpHead head = HttpHead.of(lines);
                lines.clear();
                return head;
            }
        }
        return null;
    }

    /** Whether that was the empty line which ends a head. */
    private boolean endLine() {
        String text = line.toString(ISO_8859_1);
        line.reset();
        if (text.endsWith("\r")) {
            text = text.substring(0, text.length() - 1);
        }
        if (text.isEmpty()) {
            return !lines.isEmpty();
        }
        lines.add(text);
        return false;
    }
}
