package sevenservers.contract.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.regex.Pattern;
import sevenservers.contract.Line;
import sevenservers.contract.LineDecoder;

/** Finds an answer's body in the bytes that follow its head, and its end. */
public abstract sealed class HttpBody {

    /** Takes the body's bytes as they come. */
    @FunctionalInterface
    public interface Sink {

        /** Takes all of the piece, which is used again afterwards. */
        void take(ByteBuffer piece) throws IOException;
    }

    /**
     * The way in which the head of an answer to GET says where the body ends.
     *
     * @throws HttpError if it says so in a way that nobody understands
     */
    public static HttpBody of(int status, HttpHead head) throws HttpError {
        if (status == 204 || status == 304) {
            return new Counted(0);
        }
        List<String> encodings = head.elements("Transfer-Encoding");
        if (encodings.equals(List.of("chunked"))) {
            return new Chunked();
        }
        if (!encodings.isEmpty()) {
            throw new HttpError("a transfer encoding that is not understood");
        }
        long length = head.contentLength();
        return length >= 0 ? new Counted(length) : new UntilEnd();
    }

    /**
     * Passes on what is the body's.
     *
     * @throws IOException if it is malformed, or the sink does not take it
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

    /** Chunks, each with its size in front; one of size 0 is the last. */
    private static final class Chunked extends HttpBody {

        private static final Pattern SIZE =
                Pattern.compile("([0-9a-fA-F]{1,15})[ \t]*(;.*)?");
        private static final int MOST_TRAILERS = 100;

        private enum State {
            SIZE, DATA, AFTER_DATA, TRAILERS, COMPLETE
        }

        private final LineDecoder lines = new LineDecoder();
        private State state = State.SIZE;
        private long left;
        private int trailers;

        @Override
        public void read(ByteBuffer input, Sink sink) throws IOException {
            while (input.hasRemaining() && state != State.COMPLETE) {
                if (state == State.DATA) {
                    left -= pass(input, left, sink);
                    if (left == 0) {
                        state = State.AFTER_DATA;
                    }
                } else {
                    Line line = lines.next(input);
                    if (line != null) {
                        state = after(line);
                    }
                }
            }
        }

        private State after(Line line) throws HttpError {
            if (!(line instanceof Line.Text(String text))) {
                throw new HttpError("a malformed chunk");
            }
            return switch (state) {
                case SIZE -> afterSize(text);
                case AFTER_DATA -> {
                    if (!text.isEmpty()) {
                        throw new HttpError("a chunk longer than its size");
                    }
                    yield State.SIZE;
                }
                case TRAILERS -> {
                    if (trailers++ == MOST_TRAILERS) {
                        throw new HttpError("too many trailers");
                    }
                    yield text.isEmpty() ? State.COMPLETE : State.TRAILERS;
                }
                case DATA, COMPLETE -> throw new IllegalStateException();
            };
        }

        private State afterSize(String text) throws HttpError {
            var size = SIZE.matcher(text);
            if (!size.matches()) {
                throw new HttpError("a chunk without a size");
            }
            left = Long.parseLong(size.group(1), 16);
            return left == 0 ? State.TRAILERS : State.DATA;
        }

        @Override
        public boolean isComplete() {
            return state == State.COMPLETE;
        }
    }
}
