package sevenservers.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A standard input into which a test types, now and then. */
final class Typed extends InputStream {

    private static final int END = -1;

    private final BlockingQueue<Integer> bytes = new LinkedBlockingQueue<>();
    private boolean ended;

    void type(String text) {
        type(text.getBytes(UTF_8));
    }

    void type(byte... typed) {
        for (byte b : typed) {
            bytes.add(b & 0xff);
        }
    }

    void end() {
        bytes.add(END);
    }

    @Override
    public int available() {
        return bytes.size();
    }

    @Override
    public int read() {
        if (ended) {
            return END;
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    int next = bytes.take();
                    ended = next == END;
                    return next;
                } catch (InterruptedException asRealInputDoes) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        int first = read();
        if (first == END) {
            return END;
        }
        into[offset] = (byte) first;
        int count = 1;
        while (count < length && !bytes.isEmpty() && bytes.element() != END) {
            into[offset + count++] = (byte) read();
        }
        return count;
    }
}
