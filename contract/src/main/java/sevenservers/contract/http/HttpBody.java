package sevenservers.contract.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds an answer's body in the bytes that follow its head, and its end. What
 * follows the end is left where it is.
 *
 * <p>Whoever disagrees with the server about the end takes a part of one answer for
 * another one. So what two recipients could understand differently is refused, like
 * a line amid chunks that ends in LF alone.
 */
public abstract sealed class HttpBody {

    private static final List<String> CHUNKED = List.of("chunked");

    /** Takes the body's bytes as they come. */
    @FunctionalInterface
    public interface Sink {

        /** Takes all of the piece, which is used again afterwards. */
        void take(ByteBuffer piece) throws IOException;
    }

    /**
     * The way in which the head of an answer to GET says where the body ends.
     * Chunks prevail over a length. No server should announce both: let the
     * connection of such an answer end with it.
     *
     * @throws HttpError if it says so in a way that nobody understands, or that
     *     some understand differently
     */
    public static HttpBody of(int status, HttpHead head) throws HttpError {
        if (status == 204 || status == 304) {
            return new Counted(0);
        }
        if (head.has("Transfer-Encoding")) {
            if (head.start().startsWith("HTTP/1.0")
                    || !head.elements("Transfer-Encoding").equals(CHUNKED)) {
                throw new HttpError("a transfer encoding that is not understood");
            }
            return new Chunked();
        }
        long length = head.contentLength();
        return length >= 0 ? new Counted(length) : new UntilEnd();
    }

    /**
     * Passes on what is the body's, up to its end.
     *
     * @throws IOException if it is malformed, an {@link HttpError}, or the sink
     *     does not take it; nothing can be read any more
     */
    public abstract void read(ByteBuffer input, Sink sink) throws IOException;

    /** Whether all of it has been passed on. */
    public abstract boolean isComplete();

    /** Whether the end of the connection is an end of the body, too. */
    public boolean mayEndHere() {
        return isComplete();
    }

    /** Passes on so many bytes, or as many as there are; returns how many. */
    private static int pass(ByteBuffer input, long most, Sink sink)
            throws IOException {
        int count = (int) Math.min(most, input.remaining());
        if (count > 0) {
            sink.take(input.slice(input.position(), count));
            input.position(input.position() + count);
        }
        return count;
    }

    /** Content-Length. */
    private static final class Counted extends HttpBody {

        private long left;

        Counted(long length) {
            left = length;
        }

        @Override
        public void read(ByteBuffer input, Sink sink) throws IOException {
            left -= pass(input, left, sink);
        }

        @Override
        public boolean isComplete() {
            return left == 0;
        }
    }

    /** Neither a length nor chunks: the connection's end is the body's. */
    private static final class UntilEnd extends HttpBody {

        @Override
        public void read(ByteBuffer input, Sink sink) throws IOException {
            pass(input, Long.MAX_VALUE, sink);
        }

        @Override
        public boolean isComplete() {
            return false;
        }

        @Override
        public boolean mayEndHere() {
            return true;
        }
    }

    /**
     * Chunks, each with its size in front; one of size 0 is the last.
     *
     * <pre>
     *  SIZE --> DATA --> CR --> LF --> SIZE
     *   `--0--> TRAILERS --empty line--> COMPLETE
     * </pre>
     */
    private static final class Chunked extends HttpBody {

        /** So few digits that none overflows, and the spaces of old servers. */
        private static final Pattern SIZE =
                Pattern.compile("([0-9a-fA-F]{1,15})[ \t]*(;.*)?", Pattern.DOTALL);
        private static final int LONGEST_LINE = 4096;
        private static final int MOST_TRAILERS = 100;

        private enum State {
            SIZE, DATA, CR, LF, TRAILERS, COMPLETE
        }

        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private State state = State.SIZE;
        private long left;
        private int trailers;

        @Override
        public void read(ByteBuffer input, Sink sink) throws IOException {
            while (input.hasRemaining() && state != State.COMPLETE) {
                state = switch (state) {
                    case SIZE, TRAILERS -> afterLine(input.get());
                    case DATA -> afterData(input, sink);
                    case CR -> afterEnd(input.get(), '\r', State.LF);
                    case LF -> afterEnd(input.get(), '\n', State.SIZE);
                    case COMPLETE -> State.COMPLETE;
                };
            }
        }

        private State afterLine(byte next) throws HttpError {
            if (next != '\n') {
                if (line.size() == LONGEST_LINE) {
                    throw new HttpError("a line that is too long amid chunks");
                }
                line.write(next);
                return state;
            }
            String text = line.toString(ISO_8859_1);
            line.reset();
            if (!text.endsWith("\r")) {
                throw new HttpError("a line without CRLF amid chunks");
            }
            text = text.substring(0, text.length() - 1);
            return state == State.SIZE ? afterSize(text) : afterTrailer(text);
        }

        private State afterSize(String text) throws HttpError {
            Matcher size = SIZE.matcher(text);
            if (!size.matches() || HttpHead.hasControl(text)) {
                throw new HttpError("a chunk without a size");
            }
            left = Long.parseLong(size.group(1), 16);
            return left == 0 ? State.TRAILERS : State.DATA;
        }

        private State afterData(ByteBuffer input, Sink sink) throws IOException {
            left -= pass(input, left, sink);
            return left == 0 ? State.CR : State.DATA;
        }

        private static State afterEnd(byte next, char wanted, State then)
                throws HttpError {
            if (next != wanted) {
                throw new HttpError("a chunk longer than its size");
            }
            return then;
        }

        /** Trailers say nothing that is asked for here, but have to be fields. */
        private State afterTrailer(String text) throws HttpError {
            if (text.isEmpty()) {
                return State.COMPLETE;
            }
            if (trailers++ == MOST_TRAILERS) {
                throw new HttpError("too many trailers");
            }
            HttpHead.Field.of(text);
            return State.TRAILERS;
        }

        @Override
        public boolean isComplete() {
            return state == State.COMPLETE;
        }
    }
}
