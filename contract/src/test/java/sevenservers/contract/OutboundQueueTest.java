package sevenservers.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import org.junit.jupiter.api.Test;

class OutboundQueueTest {

    private final OutboundQueue queue = new OutboundQueue();

    @Test
    void countsAndSendsInOrderWhateverTheChannelTakes() throws IOException {
        for (int mostPerWrite = 1; mostPerWrite < 20; mostPerWrite++) {
            var channel = new Narrow(mostPerWrite);
            var expected = new StringBuilder();
            for (int i = 0; i < 300; i++) {
                add("line " + i + ";");
                expected.append("line ").append(i).append(';');
                if (i % 3 == 0) {
                    queue.writeTo(channel);
                }
                assertThat(queue.size())
                        .isEqualTo(expected.length() - channel.size());
            }
            while (!queue.isEmpty()) {
                assertThat(queue.writeTo(channel)).isPositive();
            }
            assertThat(channel.text()).isEqualTo(expected.toString());
            assertThat(queue.writeTo(channel)).isZero();
        }
    }

    @Test
    void gathersManyBuffersIntoOneWrite() throws IOException {
        var channel = new Narrow(1000);
        add("a");
        add("b");
        add("");
        add("c");
        assertThat(queue.writeTo(channel)).isEqualTo(3);
        assertThat(channel.writes).isEqualTo(1);
    }

    @Test
    void letsBytesBeSentByOtherMeans() {
        var out = new StringBuilder();
        byte[] chunk = new byte[4];
        add("hello ");
        add("w");
        add("orld");
        for (int count; (count = queue.peek(chunk)) > 0;) {
            assertThat(queue.peek(chunk)).as("peeking takes nothing")
                    .isEqualTo(count);
            out.append(new String(chunk, 0, count, UTF_8));
            queue.sent(count);
        }
        assertThat(out).hasToString("hello world");
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void forgets() {
        add("secret");
        queue.clear();
        assertThat(queue.size()).isZero();
        assertThat(queue.peek(new byte[9])).isZero();
    }

    private void add(String text) {
        queue.add(ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    /** A channel that takes at most so many bytes at once. */
    private static final class Narrow implements GatheringByteChannel {

        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private final int mostPerWrite;
        private int writes;

        Narrow(int mostPerWrite) {
            this.mostPerWrite = mostPerWrite;
        }

        int size() {
            return taken.size();
        }

        String text() {
            return taken.toString(UTF_8);
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            writes++;
            long left = mostPerWrite;
            for (int i = offset; i < offset + length; i++) {
                for (; left > 0 && sources[i].hasRemaining(); left--) {
                    taken.write(sources[i].get());
                }
            }
            return mostPerWrite - left;
        }

        @Override
        public long write(ByteBuffer[] sources) {
            return write(sources, 0, sources.length);
        }

        @Override
        public int write(ByteBuffer source) {
            return (int) write(new ByteBuffer[] {source}, 0, 1);
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
        }
    }
}
