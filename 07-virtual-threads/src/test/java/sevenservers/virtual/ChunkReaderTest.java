package sevenservers.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkReaderTest {

    private static final int SMALL = ChunkReader.SMALL;
    private static final int LARGEST = 10_000;

    private final Deque<InputStream> toCome = new ArrayDeque<>();
    private final ChunkReader reader = new ChunkReader(new InputStream() {

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int available() throws IOException {
            return toCome.isEmpty() ? 0 : toCome.peek().available();
        }

        @Override
        public int read(byte[] target, int from, int most) throws IOException {
            if (toCome.isEmpty()) {
                return -1;
            }
            int count = toCome.peek().read(target, from, most);
            if (toCome.peek().available() == 0) {
                toCome.remove();
            }
            return count;
        }
    }, LARGEST, true);

    @Test
    void waitsWithLittleMemory() throws IOException {
        assertThat(reader.read()).isEqualTo(-1);
        assertThat(reader.chunk()).hasSize(SMALL);
    }

    @Test
    void readsMuchAtOnceOnceMuchHasCome() throws IOException {
        come(LARGEST);
        come(LARGEST / 2);
        assertThat(reads()).containsExactly(SMALL, LARGEST - SMALL, LARGEST / 2);
    }

    @Test
    void readsNoMoreThanTheLargestChunk() throws IOException {
        come(3 * LARGEST);
        assertThat(reads())
                .containsExactly(SMALL, LARGEST, LARGEST, LARGEST - SMALL);
    }

    @Test
    void waitsWithLittleMemoryAfterMuchHasCome() throws IOException {
        come(LARGEST);
        come(3);
        assertThat(reads()).containsExactly(SMALL, LARGEST - SMALL, 3);
        assertThat(reader.chunk()).hasSize(SMALL);
    }

    @Test
    void givesTheBytesInOrder() throws IOException {
        byte[] bytes = come(2 * LARGEST);
        for (int i = 0, count; (count = reader.read()) >= 0; i += count) {
            assertThat(reader.chunk()).startsWith(
                    Arrays.copyOfRange(bytes, i, i + count));
        }
    }

    /** Bytes that arrive at once, but after those before have been read. */
    private byte[] come(int count) {
        var bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (i % 251);
        }
        toCome.add(new ByteArrayInputStream(bytes));
        return bytes;
    }

    private List<Integer> reads() throws IOException {
        var counts = new ArrayList<Integer>();
        for (int count; (count = reader.read()) >= 0;) {
            counts.add(count);
        }
        return counts;
    }
}
