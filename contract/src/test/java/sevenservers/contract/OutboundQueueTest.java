package sevenservers.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

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
    void sendsNoMoreThanItIsAskedTo() throws IOException {
        for (int most = 1; most < 12; most++) {
            var channel = new Narrow(1000);
            add("one");
            add("two");
            add("three");
            for (int sent = 0; sent < 11; sent += most) {
                assertThat(queue.writeTo(channel, most)).as("at most %d", most)
                        .isEqualTo(Math.min(most, 11 - sent));
            }
            assertThat(channel.text()).isEqualTo("onetwothree");
            assertThat(queue.isEmpty()).isTrue();
        }
        add("x");
        assertThat(queue.writeTo(new Narrow(1000), 0)).isZero();
        assertThat(queue.size()).isOne();
    }

    @Test
    void offersNoBufferBeyondWhatItIsAskedFor() throws IOException {
        var channel = new Narrow(1000);
        add("one");
        add("two");
        assertThat(queue.writeTo(channel, 3)).isEqualTo(3);
        assertThat(channel.text()).isEqualTo("one");
        assertThat(queue.size()).isEqualTo(3);
    }

    @Test
    void leavesOthersTheirBoundsOfSharedBytes() throws IOException {
        ByteBuffer shared = ByteBuffer.wrap("hello".getBytes(UTF_8));
        var other = new OutboundQueue();
        queue.add(shared.duplicate());
        other.add(shared.duplicate());
        var slow = new Narrow(1000);
        var fast = new Narrow(1000);
        assertThat(queue.writeTo(slow, 2)).isEqualTo(2);
        assertThat(other.writeTo(fast)).isEqualTo(5);
        assertThat(queue.writeTo(slow)).isEqualTo(3);
        assertThat(slow.text()).isEqualTo(fast.text()).isEqualTo("hello");
        assertThat(shared.remaining()).isEqualTo(5);
    }

    @Test
    void losesNothingWhenAWriteFails() throws IOException {
        add("hello");
        assertThatIOException().isThrownBy(() -> queue.writeTo(new Narrow(1) {
            @Override
            public long write(ByteBuffer[] sources, int offset, int length)
                    throws IOException {
                throw new IOException("on purpose");
            }
        }, 2));
        assertThat(queue.size()).isEqualTo(5);
        var channel = new Narrow(1000);
        assertThat(queue.writeTo(channel)).isEqualTo(5);
        assertThat(channel.text()).isEqualTo("hello");
    }

    @Test
    void letsBytesBeSentByOtherMeans() {
        var out = new StringBuilder();
        add("hello ");
        add("w");
        add("orld");
        for (ByteBuffer next; (next = queue.first(4)) != null;) {
            assertThat(queue.first(4)).as("to look takes nothing").isEqualTo(next);
            out.append(text(next));
            queue.sent(next.remaining());
        }
        assertThat(out).hasToString("hello world");
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void joinsSmallBuffers() {
        add("a");
        add("b");
        add("cd");
        assertThat(text(queue.first(3))).isEqualTo("abc");
        assertThat(text(queue.first(100))).isEqualTo("abcd");
    }

    @Test
    void copiesNoLargeBuffer() {
        byte[] shared = "hello world".getBytes(UTF_8);
        queue.add(ByteBuffer.wrap(shared, 6, 5));
        add("!");
        ByteBuffer first = queue.first(100);
        assertThat(text(first)).isEqualTo("world");
        shared[6] = 'W';
        assertThat(text(first)).isEqualTo("World");
    }

    @Test
    void forgets() {
        add("secret");
        queue.clear();
        assertThat(queue.size()).isZero();
        assertThat(queue.first(9)).isNull();
    }

    private static String text(ByteBuffer bytes) {
        return UTF_8.decode(bytes.duplicate()).toString();
    }

    private void add(String text) {
        queue.add(ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    /** A channel that takes at most so many bytes at once. */
    private static class Narrow implements GatheringByteChannel {

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
        public long write(ByteBuffer[] sources, int offset, int length)
                throws IOException {
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
        public long write(ByteBuffer[] sources) throws IOException {
            return write(sources, 0, sources.length);
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
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
