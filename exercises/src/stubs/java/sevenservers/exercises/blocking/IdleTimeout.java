package sevenservers.exercises.blocking;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.function.LongSupplier;
import sevenservers.contract.Limits;

/**
 * The thread's body of an echo server for lines, which ends a connection whose
 * client does not send a whole line in time. A thread that waits for a silent
 * client is a thread less for the others.
 *
 * <p>To be built: {@link #nextLine}. Its rules:
 *
 * <ul>
 * <li>A line is whole when its LF has come. The client has {@code limit} for it,
 * from the moment when the server begins to wait for it. The time that its earlier
 * lines took does not count.
 * <li>When the time is over, the connection ends: not earlier, and not later than
 * it takes to round up to a millisecond. A client that sends a byte now and then,
 * but no LF, is no exception.
 * <li>A line of more than {@link #LONGEST} bytes, its LF included, ends the
 * connection, too; so nobody fills the memory meanwhile.
 * <li>What comes before the end of the stream without an LF is dropped.
 * </ul>
 *
 * <p>{@link Socket#setSoTimeout} says how long one read may wait. Look up what it
 * makes of 0. Time is read from {@code nanoTime} and nowhere else, so that a test
 * can have a clock of its own.
 *
 * <p>{@link sevenservers.blocking.ChatServer} has such a limit for the first line,
 * with a timer instead; {@link sevenservers.blocking.programs.LineClient} waits so
 * long for each read.
 */
@SuppressWarnings("unused") // until nextLine() is written
public final class IdleTimeout implements Runnable {

    /** The longest line, in bytes with its LF. */
    static final int LONGEST = Limits.MAX_LINE;

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
        // TODO: read byte by byte. How long may each read wait?
        throw new UnsupportedOperationException("TODO: read a line in time");
    }
}
