package sevenservers.tests;

import java.io.IOException;
import java.net.Socket;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One direction of a {@link Link}. One thread takes what comes and notes when it is
 * due at the other end, another delivers it then: so bytes follow each other
 * however long each is on its way. At most {@link #CAPACITY} bytes are on it, so
 * that a latency limits the bandwidth as a TCP window does.
 */
final class Pump {

    private static final int CAPACITY = 64 * 1024;
    /** In nanoseconds; to wait for less takes more than it gives. */
    private static final long SHORTEST_WAIT = 100_000;
    /** In milliseconds; a receiver that takes nothing for so long does not read. */
    private static final long STALL = 1000;

    private static final int END = 0;
    private static final int BREAK = -1;

    private final Socket from;
    private final Socket to;
    private final Faults faults;
    private final Gate gate;
    private final Semaphore room = new Semaphore(CAPACITY);
    private final BlockingQueue<Slice> onTheWay = new DelayQueue<>();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong delivered = new AtomicLong();
    private final CountDownLatch delivering = new CountDownLatch(1);

    Pump(Socket from, Socket to, Faults faults, Gate gate) {
        this.from = from;
        this.to = to;
        this.faults = faults;
        this.gate = gate;
    }

    /** What must be open for anything to be delivered. */
    @FunctionalInterface
    interface Gate {

        void await() throws InterruptedException;
    }

    /**
     * Bytes that leave together; none is the end of the stream, and less than none
     * its break.
     *
     * @param begin how many bytes were before it: of two that are due at once, the
     *     first goes first
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Slice(byte[] bytes, int length, long begin, long due)
            implements
                Delayed {

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - System.nanoTime() - SHORTEST_WAIT,
                    TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(begin, ((Slice) other).begin);
        }
    }

    /**
     * Takes what comes, as far as there is room, up to the end of the stream.
     *
     * @throws IOException if it breaks instead, which comes behind the bytes, too
     */
    void take() throws IOException, InterruptedException {
        var random = new SplittableRandom(faults.seed());
        long free = System.nanoTime();
        int length;
        do {
            var bytes = new byte[faults.nextSize(random)];
            room.acquire(bytes.length);
            try {
                length = Math.max(END, from.getInputStream().read(bytes));
            } catch (IOException broken) {
                add(new byte[0], BREAK, Math.max(free, System.nanoTime()));
                throw broken;
            }
            room.release(bytes.length - length);
            free = Math.max(free, System.nanoTime()) + faults.occupied(length);
            add(bytes, length, free);
        } while (length != END);
    }

    private void add(byte[] bytes, int length, long leaves) {
        long begin = taken.getAndAdd(Math.max(0, length));
        onTheWay.add(new Slice(bytes, length, begin,
                leaves + faults.latency().toNanos()));
    }

    /** Delivers what was taken when it is due, and then the end of the stream. */
    void deliver() throws IOException, InterruptedException {
        try {
            Slice slice = next();
            while (slice.length > 0) {
                to.getOutputStream().write(slice.bytes, 0, slice.length);
                delivered.addAndGet(slice.length);
                room.release(slice.length);
                slice = next();
            }
            if (slice.length == END) {
                to.shutdownOutput();
            }
        } finally {
            delivering.countDown();
        }
    }

    private Slice next() throws InterruptedException {
        Slice slice = onTheWay.take();
        gate.await();
        return slice;
    }

    /** Waits until all is delivered, or the receiver does not read. */
    void awaitDelivery() throws InterruptedException {
        long patience = STALL + faults.latency().toMillis();
        long before;
        do {
            before = delivered();
        } while (!delivering.await(patience, TimeUnit.MILLISECONDS)
                && delivered() > before);
    }

    long delivered() {
        return delivered.get();
    }

    long held() {
        long before = delivered.get();
        return taken.get() - before;
    }
}
