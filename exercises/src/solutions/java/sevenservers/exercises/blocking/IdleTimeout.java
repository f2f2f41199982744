package sevenservers.exercises.blocking;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.LongSupplier;
import sevenservers.contract.Limits;

/**
 * The thread's body of an echo server for lines, which ends a connection whose
 * client does not send a whole line in time. A thread that waits for a silent
 * client is a thread less for the others.
 *
 * <p>What counts is the line: a client that sends a byte now and then says nothing,
 * either. So each line has a deadline, and each read waits for what is left of it.
 *
 * <p>It leaves out the farewell: a server that keeps B6 says why before it ends a
 * connection.
 */
public final class IdleTimeout implements Runnable {

    /** The longest line, in bytes with its LF. */
    static final int LONGEST = Limits.MAX_LINE;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Socket socket;
    private final Duration limit;
    private final LongSupplier nanoTime;
    private final InputStream in;

    /**
     * Serves a client that has so long for each line.
     *
     * @param nanoTime the clock, as {@link System#nanoTime}
     */
    public IdleTimeout(Socket socket, Duration limit, LongSupplier nanoTime)
            throws IOException {
        this.socket = socket;
        this.limit = limit;
        this.nanoTime = nanoTime;
        in = new BufferedInputStream(socket.getInputStream());
    }

    @Override
    public void run() {
        try (socket) {
            for (byte[] line; (line = nextLine()) != null;) {
                socket.getOutputStream().write(line);
            }
        } catch (IOException ended) {
            // The client has been silent, sent too much, or gone away.
        }
    }

    /** The next line with its LF, or null at the end of the stream. */
    private byte[] nextLine() throws IOException {
        long deadline = nanoTime.getAsLong() + limit.toNanos();
        var line = new ByteArrayOutputStream();
        while (line.size() < LONGEST) {
            int next = read(deadline);
            if (next < 0) {
                return null;
            }
            line.write(next);
            if (next == '\n') {
                return line.toByteArray();
            }
        }
        throw new IOException("line too long");
    }

    private int read(long deadline) throws IOException {
        long left = deadline - nanoTime.getAsLong();
        if (left <= 0) {
            throw new SocketTimeoutException("no whole line in time");
        }
        // Rounded up: a time-out of 0 would be none.
        socket.setSoTimeout((int) Math.ceilDiv(left, NANOS_PER_MILLI));
        return in.read();
    }
}
