package sevenservers.linechat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** A producer that counts how often it is asked, and how often it is closed. */
final class TestProducer implements Producer {

    /** Makes the next piece, of a number from 0 up; an empty one ends it. */
    @FunctionalInterface
    interface Pieces {

        String piece(int number) throws IOException;
    }

    final AtomicInteger asked = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    private final Pieces pieces;
    private final Talker.Errand whenClosed;

    TestProducer(Pieces pieces) {
        this(pieces, () -> {
        });
    }

    TestProducer(Pieces pieces, Talker.Errand whenClosed) {
        this.pieces = pieces;
        this.whenClosed = whenClosed;
    }

    /** These pieces. */
    static TestProducer of(String... pieces) {
        return new TestProducer(i -> i < pieces.length ? pieces[i] : "");
    }

    /** The same piece for as long as it is asked. */
    static TestProducer endless(String piece) {
        return new TestProducer(_ -> piece);
    }

    @Override
    public ByteBuffer more() throws IOException {
        return ByteBuffer.wrap(
                pieces.piece(asked.getAndIncrement()).getBytes(ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
        closed.incrementAndGet();
        whenClosed.run();
    }
}
