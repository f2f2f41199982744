package sevenservers.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In what pieces one direction of a wire passes the bytes on. */
@Timeout(120)
class PumpTest {

    private static final int LIMIT = 1000;

    private final byte[] bytes = new byte[30_000];

    PumpTest() {
        new Random(1).nextBytes(bytes);
    }

    @Test
    void slicesKeepTheBytesAndTheirOrder() throws Exception {
        assertThat(slices(42).bytes()).isEqualTo(bytes);
    }

    @Test
    void slicesAreOfAllMagnitudes() throws Exception {
        assertThat(slices(42).sizes())
                .allSatisfy(size -> assertThat(size).isBetween(1, LIMIT))
                .anySatisfy(size -> assertThat(size).isBetween(1, 9))
                .anySatisfy(size -> assertThat(size).isBetween(10, 99))
                .anySatisfy(size -> assertThat(size).isBetween(100, LIMIT));
    }

    @Test
    void seedSaysTheSizes() throws Exception {
        assertThat(slices(42).sizes()).isEqualTo(slices(42).sizes())
                .isNotEqualTo(slices(43).sizes());
    }

    @Test
    void endOfTheStreamFollowsTheBytes() throws Exception {
        assertThat(slices(42).isFinished()).isTrue();
    }

    @Test
    void holdsWhatItHasNotDelivered() throws Exception {
        var receiver = new Receiver();
        Pump pump = pump(42, receiver);
        pump.take();
        assertThat(pump.held()).isEqualTo(bytes.length);
        assertThat(pump.delivered()).isZero();
        pump.deliver();
        assertThat(pump.held()).isZero();
        assertThat(pump.delivered()).isEqualTo(bytes.length);
    }

    /** Has all bytes taken and then delivered. */
    private Receiver slices(long seed) throws Exception {
        var receiver = new Receiver();
        Pump pump = pump(seed, receiver);
        pump.take();
        pump.deliver();
        return receiver;
    }

    private Pump pump(long seed, Socket receiver) {
        return new Pump(new Sender(bytes), receiver,
                Faults.NONE.withSlices(LIMIT, seed), () -> {
                });
    }

    /** Sends bytes and ends. */
    private static final class Sender extends Socket {

        private final InputStream in;

        Sender(byte... bytes) {
            in = new ByteArrayInputStream(bytes);
        }

        @Override
        public InputStream getInputStream() {
            return in;
        }
    }

    /** Notes what is written at once. */
    private static final class Receiver extends Socket {

        private final List<Integer> sizes = new ArrayList<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean finished;

        List<Integer> sizes() {
            return sizes;
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }

        boolean isFinished() {
            return finished;
        }

        @Override
        public OutputStream getOutputStream() {
            return new OutputStream() {

                @Override
                public void write(int one) {
                    write(new byte[] {(byte) one}, 0, 1);
                }

                @Override
                public void write(byte[] from, int offset, int length) {
                    assertThat(finished).as("bytes after the end").isFalse();
                    sizes.add(length);
                    bytes.write(from, offset, length);
                }
            };
        }

        @Override
        public void shutdownOutput() throws IOException {
            finished = true;
        }
    }
}
