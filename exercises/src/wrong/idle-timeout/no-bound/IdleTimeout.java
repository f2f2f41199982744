// Caught by: endsWhoSendsALineTooLong
// A quick client may send as much as it likes within the limit.
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

public final class IdleTimeout implements Runnable {

    static final int LONGEST = Limits.MAX_LINE;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Socket socket;
    private final Duration limit;
    private final LongSupplier nanoTime;
    private final InputStream in;

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

    private byte[] nextLine() throws IOException {
        long deadline = nanoTime.getAsLong() + limit.toNanos();
        var line = new ByteArrayOutputStream();
        while (true) {
            int next = read(deadline);
            if (next < 0) {
                return null;
            }
            line.write(next);
            if (next == '\n') {
                return line.toByteArray();
            }
        }
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
