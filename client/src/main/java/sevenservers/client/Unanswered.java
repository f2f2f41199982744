package sevenservers.client;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;

/**
 * The bytes that were sent to an echo server and have not come back, oldest first.
 * The sender waits when they are many, so that a server that only takes does not
 * fill the memory here.
 */
final class Unanswered {

    private static final int MANY = 16 * 1024 * 1024;

    private final Queue<byte[]> chunks = new ArrayDeque<>();
    private int taken;
    private long size;

    /**
     * How bytes that came compare with the bytes that were to come.
     *
     * @param same how many of them are right
     * @param expected the first byte that should have come instead, -1 if none
     *        should
     */
    record Match(int same, int expected) {
    }

    /**
     * To be called before a chunk is sent: it may come back faster than send
     * returns.
     */
    synchronized void add(byte[] chunk) throws InterruptedException {
        while (size >= MANY) {
            wait();
        }
        chunks.add(chunk);
        size += chunk.length;
    }

    /** Takes out what has come, up to the first difference. */
    synchronized Match match(byte[] came, int count) {
        int same = 0;
        while (same < count && !chunks.isEmpty()) {
            byte[] chunk = chunks.element();
            int length = Math.min(count - same, chunk.length - taken);
            int difference = Arrays.mismatch(came, same, same + length,
                    chunk, taken, taken + length);
            if (difference >= 0) {
                return new Match(same + difference,
                        chunk[taken + difference] & 0xff);
            }
            same += length;
            remove(length);
        }
        notifyAll();
        return new Match(same, -1);
    }

    private void remove(int length) {
        size -= length;
        taken += length;
        if (taken == chunks.element().length) {
            chunks.remove();
            taken = 0;
        }
    }

    synchronized boolean isEmpty() {
        return size == 0;
    }
}
