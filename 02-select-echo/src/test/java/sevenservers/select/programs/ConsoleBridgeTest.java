package sevenservers.select.programs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.PATIENCE;
import static sevenservers.tests.Wait.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.tests.Threads;

@Timeout(120)
class ConsoleBridgeTest {

    @Test
    void wakesASelectorWhenSomethingIsTyped() throws IOException {
        var keyboard = new PipedOutputStream();
        try (var bridge = ConsoleBridge.open(new PipedInputStream(keyboard));
                var selector = Selector.open()) {
            register(bridge, selector);
            assertThat(selector.selectNow()).isZero();
            assertThat(Threads.named("console")).as("does not keep a process alive")
                    .allMatch(Thread::isDaemon);
            keyboard.write("typed\n".getBytes(UTF_8));
            keyboard.flush();
            assertThat(selector.select(PATIENCE.toMillis())).isEqualTo(1);
            var bytes = ByteBuffer.allocate(100);
            bridge.source().read(bytes);
            assertThat(bytes.array()).startsWith("typed\n".getBytes(UTF_8));
            keyboard.close();
        }
    }

    @Test
    void endsWhenTheInputEnds() throws IOException {
        try (var bridge = ConsoleBridge.open(InputStream.nullInputStream());
                var selector = Selector.open()) {
            register(bridge, selector);
            assertThat(selector.select(PATIENCE.toMillis())).isEqualTo(1);
            assertThat(bridge.source().read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
    }

    @Test
    void endsWhenTheInputBreaks() throws IOException {
        var broken = new PipedInputStream(new PipedOutputStream());
        broken.close();
        try (var bridge = ConsoleBridge.open(broken)) {
            assertThat(bridge.source().read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
    }

    @Test
    void leavesInTheInputWhatNobodyReads() throws IOException {
        var taken = new AtomicLong();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                taken.incrementAndGet();
                return 'x';
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                taken.addAndGet(length);
                return length;
            }
        };
        try (var bridge = ConsoleBridge.open(endless)) {
            long full = awaitStandstill(taken);
            assertThat(full).isPositive().isLessThan(1024 * 1024);
            var bytes = ByteBuffer.allocate(256 * 1024);
            while (bytes.hasRemaining()) {
                bridge.source().read(bytes);
            }
            assertThat(awaitStandstill(taken)).isGreaterThan(full);
        }
        await("the end of the thread")
                .until(() -> Threads.named("console").isEmpty());
    }

    private static long awaitStandstill(AtomicLong counter) {
        var before = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(50))
                .until(() -> counter.get() == before.getAndSet(counter.get()));
        return counter.get();
    }

    @Test
    void losesNothing() throws IOException {
        var input = new byte[1024 * 1024];
        for (int i = 0; i < input.length; i++) {
            input[i] = (byte) (i * 31 >> 3);
        }
        try (var bridge = ConsoleBridge.open(new ByteArrayInputStream(input))) {
            var bytes = ByteBuffer.allocate(input.length + 1);
            while (bridge.source().read(bytes) >= 0) {
                assertThat(bytes.hasRemaining()).isTrue();
            }
            assertThat(bytes.flip()).isEqualTo(ByteBuffer.wrap(input));
        }
    }

    private static void register(ConsoleBridge bridge, Selector selector)
            throws IOException {
        bridge.source().configureBlocking(false);
        bridge.source().register(selector, SelectionKey.OP_READ);
    }
}
