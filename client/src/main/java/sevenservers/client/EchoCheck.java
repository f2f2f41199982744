package sevenservers.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import sevenservers.contract.Quietly;

/**
 * Sends all of a source to an echo server, and compares what comes back. One thread
 * sends and one receives: a program that first sends all and then receives waits
 * forever, as soon as all buffers on the way are full.
 */
final class EchoCheck {

    private static final int CHUNK = 16 * 1024;

    private final InputStream source;
    private final Socket socket;
    private final Duration timeout;
    private final EchoedLines shown;
    private final Unanswered unanswered = new Unanswered();
    private final AtomicLong sent = new AtomicLong();
    private volatile boolean finished;
    private volatile long quietSince = System.nanoTime();
    private volatile IOException sourceFailure;
    private long bytes;
    private long lines;
    private byte last = '\n';

    /**
     * A check that has not begun.
     *
     * @param timeout ends the check when the server owes something and sends
     *        nothing
     * @param shown is given what comes back, may be null
     */
    EchoCheck(InputStream source, Socket socket, Duration timeout,
            EchoedLines shown) {
        this.source = source;
        this.socket = socket;
        this.timeout = timeout;
        this.shown = shown;
    }

    /**
     * Returns when exactly what was sent has come back, and then the end of the
     * stream.
     *
     * @throws IOException whose message tells a person what happened instead
     */
    void run() throws IOException {
        long millis = Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE);
        socket.setSoTimeout((int) millis);
        Thread sending = Thread.ofVirtual().name("sending").start(this::send);
        try {
            receive();
        } finally {
            Quietly.close(socket);
            sending.interrupt();
        }
    }

    /** How many bytes came back. */
    long bytes() {
        return bytes;
    }

    /** How many lines came back; the last one may lack its end. */
    long lines() {
        return last == '\n' ? lines : lines + 1;
    }

    private void receive() throws IOException {
        byte[] buffer = new byte[CHUNK];
        int count;
        while ((count = read(buffer)) >= 0) {
            quietSince = System.nanoTime();
            compare(buffer, count);
            count(buffer, count);
            if (shown != null) {
                shown.add(buffer, count);
            }
        }
        if (!finished || !unanswered.isEmpty()) {
            throw new IOException("the server ended the connection too early, "
                    + "at offset " + number(bytes) + "; " + number(sent.get())
                    + " bytes were sent");
        }
    }

    private int read(byte[] buffer) throws IOException {
        while (true) {
            try {
                return socket.getInputStream().read(buffer);
            } catch (SocketTimeoutException quiet) {
                giveUpIfOwed();
            } catch (IOException broken) {
                throw sourceFailure != null ? sourceFailure
                        : new IOException("the connection broke at offset "
                                + number(bytes) + ": " + broken.getMessage() + "; "
                                + number(sent.get()) + " bytes were sent", broken);
            }
        }
    }

    /**
     * Silence is right while the person types nothing, and has not ended the input.
     */
    private void giveUpIfOwed() throws IOException {
        boolean allCameBack = unanswered.isEmpty();
        boolean owed = finished || !allCameBack;
        if (!owed || System.nanoTime() - quietSince < timeout.toNanos()) {
            return;
        }
        String quiet = timeout.toString().substring(2).toLowerCase(Locale.ROOT);
        throw new IOException(allCameBack
                ? number(bytes) + " bytes came back, but for " + quiet
                        + " the server did not end the connection"
                : "nothing came for " + quiet + ": " + number(bytes) + " of "
                        + number(sent.get()) + " sent bytes are back");
    }

    private void compare(byte[] came, int count) throws IOException {
        Unanswered.Match match = unanswered.match(came, count);
        if (match.same() == count) {
            return;
        }
        String offset = number(bytes + match.same());
        throw new IOException(match.expected() < 0
                ? "more came back than was sent, from offset " + offset + " on"
                : String.format("the byte at offset %s was sent as 0x%02x and came "
                        + "back as 0x%02x", offset, match.expected(),
                        came[match.same()]));
    }

    private void count(byte[] came, int count) {
        for (int i = 0; i < count; i++) {
            if (came[i] == '\n') {
                lines++;
            }
        }
        bytes += count;
        last = came[count - 1];
    }

    private void send() {
        try {
            byte[] buffer = new byte[CHUNK];
            int count;
            while ((count = readSource(buffer)) >= 0) {
                send(Arrays.copyOf(buffer, count));
            }
            quietSince = System.nanoTime();
            finished = true;
            socket.shutdownOutput();
        } catch (IOException | InterruptedException over) {
            // The receiving thread finds out why, or is the one that ended it.
        }
    }

    private void send(byte[] chunk) throws IOException, InterruptedException {
        if (unanswered.isEmpty()) {
            quietSince = System.nanoTime();
        }
        unanswered.add(chunk);
        sent.addAndGet(chunk.length);
        socket.getOutputStream().write(chunk);
    }

    private int readSource(byte[] buffer) throws IOException {
        try {
            return source.read(buffer);
        } catch (IOException unreadable) {
            sourceFailure = new IOException("cannot read what is to be sent: "
                    + unreadable.getMessage(), unreadable);
            Quietly.close(socket);
            throw unreadable;
        }
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
