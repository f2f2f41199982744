package sevenservers.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import sevenservers.contract.Quietly;
import sevenservers.contract.Text;

/**
 * A small client that sends bytes and says exactly what comes back: data, the end
 * of the stream, a reset, or nothing within its patience. Whatever is not as
 * expected is an {@link AssertionError} that says so.
 */
public final class TestClient implements AutoCloseable {

    /**
     * A receive buffer of so many bytes lets a server feel soon who does not read.
     */
    private static final int SMALL_BUFFER = 16 * 1024;
    /**
     * More than two of the loopback's largest segments. With less, one kernel may
     * offer a little less than the segment that the other wants to send, and they
     * wait for each other: 200 ms each time.
     */
    private static final int STEADY_BUFFER = 128 * 1024;
    private static final int UNSET = 0;
    /** More than that is sent by another thread: it could wait for ever. */
    private static final int SURELY_TAKEN = 32 * 1024;
    private static final int LONGEST_SHOWN = 200;

    private final Socket socket = new Socket();
    private final Duration patience;
    private final InputStream in;
    private final OutputStream out;
    private final AtomicLong sent = new AtomicLong();
    private volatile Link link;

    private TestClient(InetSocketAddress server, Duration patience,
            int receiveBuffer) {
        this.patience = patience;
        try {
            if (receiveBuffer != UNSET) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.connect(server, (int) patience.toMillis());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) patience.toMillis());
            in = new BufferedInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        } catch (IOException failure) {
            Quietly.close(socket);
            throw new AssertionError("cannot connect to " + server + ": "
                    + failure.getMessage(), failure);
        }
    }

    /** A connection whose reads fail when nothing comes within the patience. */
    public static TestClient connect(InetSocketAddress server, Duration patience) {
        return new TestClient(server, patience, UNSET);
    }

    /** A connection with a small receive buffer, for a client that reads little. */
    public static TestClient connectSlow(InetSocketAddress server,
            Duration patience) {
        return new TestClient(server, patience, SMALL_BUFFER);
    }

    /**
     * A connection whose receive buffer does not grow, for a client that reads
     * late, but then much.
     */
    public static TestClient connectSteady(InetSocketAddress server,
            Duration patience) {
        return new TestClient(server, patience, STEADY_BUFFER);
    }

    /** Whether somebody listens at an address. */
    public static boolean canConnect(InetSocketAddress server, Duration patience) {
        try (var probe = new Socket()) {
            probe.connect(server, (int) patience.toMillis());
            // Where nobody listens, TCP may choose the same port, and connect a
            // socket with itself.
            return !probe.getLocalSocketAddress().equals(server);
        } catch (IOException refused) {
            return false;
        }
    }

    /** Finds the way of this client through the wire that it has connected to. */
    TestClient through(Wire wire) {
        link = wire.link(near(), patience);
        return this;
    }

    /** The way through a wire, by which it is broken; only for who has one. */
    public Link link() {
        return Objects.requireNonNull(link, "connected without a wire");
    }

    boolean hasLink() {
        return link != null;
    }

    /** Whether the server has read what was sent, or a wire has given it. */
    private boolean isTaken() {
        if (hasLink()) {
            return link.deliveredToServer() == sent();
        }
        return !KernelQueues.available()
                || KernelQueues.of(this).unreadByServer() == 0;
    }

    /** This end of the connection, as the server sees it. */
    public InetSocketAddress address() {
        return hasLink() ? link.address() : near();
    }

    /** The server's end of the connection. */
    public InetSocketAddress server() {
        return hasLink() ? link.server() : far();
    }

    /** This end as it is here, before any wire. */
    InetSocketAddress near() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** Where this end is connected to: the server, or the wire. */
    InetSocketAddress far() {
        return (InetSocketAddress) socket.getRemoteSocketAddress();
    }

    public Duration patience() {
        return patience;
    }

    /** How many bytes the kernel has taken so far, of whole calls of send. */
    public long sent() {
        return sent.get();
    }

    /** Sends UTF-8. */
    public TestClient send(String text) {
        return send(text.getBytes(UTF_8));
    }

    /** Sends all bytes, and fails if the server does not take them in time. */
    public TestClient send(byte... bytes) {
        if (bytes.length <= SURELY_TAKEN) {
            write(bytes);
        } else {
            Task.start("sending " + bytes.length + " bytes", () -> write(bytes))
                    .await(patience);
        }
        return this;
    }

    /** Sends bytes and waits as long as it takes, for a thread of its own. */
    void write(byte... bytes) {
        try {
            out.write(bytes);
            sent.addAndGet(bytes.length);
        } catch (IOException failure) {
            throw new AssertionError("cannot send: " + failure.getMessage(),
                    failure);
        }
    }

    /**
     * Sends bytes one segment at a time: each is sent when the server has read the
     * one before, or a wire has given it to the server. (Where the system does not
     * tell, they are sent in separate calls.)
     */
    public TestClient sendInSegments(byte[]... segments) {
        for (int i = 0; i < segments.length; i++) {
            if (i > 0) {
                Wait.until("the server has read what was sent", patience,
                        this::isTaken);
            }
            send(segments[i]);
        }
        return this;
    }

    /** Sends each byte in a segment of its own. */
    public TestClient sendByteByByte(byte... bytes) {
        byte[][] segments = new byte[bytes.length][];
        for (int i = 0; i < bytes.length; i++) {
            segments[i] = new byte[] {bytes[i]};
        }
        return sendInSegments(segments);
    }

    /** Whether something has come that is not yet read. */
    public boolean hasInput() {
        try {
            return in.available() > 0;
        } catch (IOException closed) {
            return false;
        }
    }

    /** The next bytes, exactly so many. */
    public byte[] readExactly(int count) {
        var bytes = new byte[count];
        int length = 0;
        while (length < count) {
            int read = read(bytes, length);
            if (read < 0) {
                throw new AssertionError(
                        "the stream ended after " + length + " of " + count
                                + " bytes: " + shown(bytes, length));
            }
            length += read;
        }
        return bytes;
    }

    /** The next line, without its LF. */
    public String readLine() {
        String line = readLineOrEnd();
        if (line == null) {
            throw new AssertionError("the stream ended where a line was expected");
        }
        return line;
    }

    /** The next line, without its LF, or null at the end of the stream. */
    public String readLineOrEnd() {
        var line = new ByteArrayOutputStream();
        for (int next; (next = read()) != '\n'; line.write(next)) {
            if (next < 0) {
                if (line.size() == 0) {
                    return null;
                }
                throw new AssertionError("the stream ended within a line: "
                        + shown(line.toByteArray(), line.size()));
            }
        }
        return line.toString(UTF_8);
    }

    /** Checks the next bytes. */
    public TestClient expect(byte... expected) {
        byte[] received = readExactly(expected.length);
        int wrong = Arrays.mismatch(expected, received);
        assertThat(wrong).as("the first of %d bytes that differs (-1: none)",
                expected.length).isEqualTo(-1);
        return this;
    }

    /** Checks the next line. */
    public TestClient expectLine(String expected) {
        assertThat(readLine()).as("the next line").isEqualTo(expected);
        return this;
    }

    /** All bytes until the end of the stream, which must not be a reset. */
    public byte[] readToEnd() {
        var bytes = new ByteArrayOutputStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = read(buffer, 0)) >= 0;) {
            bytes.write(buffer, 0, read);
        }
        return bytes.toByteArray();
    }

    /** Checks that the stream ends here, with its end and not with a reset. */
    public void expectEnd() {
        byte[] rest = readToEnd();
        if (rest.length > 0) {
            throw new AssertionError(
                    "expected the end of the stream, but " + rest.length
                            + " bytes came before it: " + shown(rest, rest.length));
        }
    }

    /** Sends FIN: this client sends no more, and may go on reading. */
    public TestClient finish() {
        try {
            socket.shutdownOutput();
        } catch (IOException failure) {
            throw new AssertionError("cannot send FIN: " + failure.getMessage(),
                    failure);
        }
        return this;
    }

    /** Ends the connection by a reset (RST) instead of FIN. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException closed) {
            // It is closed already, and no more can be done to it.
        }
        close();
    }

    /** Waits for the end of the stream, and answers it by ending the connection. */
    void leaveAtEnd() {
        readToEnd();
        close();
    }

    /**
     * Ends the connection and waits, as far as it goes, for the server to do so
     * too.
     */
    void leave() {
        try (socket) {
            socket.shutdownOutput();
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException ended) {
            // That is what was asked for.
        }
    }

    /** Ends the connection; a reading or sending thread fails. */
    @Override
    public void close() {
        Quietly.close(socket);
    }

    private int read() {
        try {
            return in.read();
        } catch (IOException failure) {
            throw unexpected(failure);
        }
    }

    private int read(byte[] bytes, int from) {
        try {
            return in.read(bytes, from, bytes.length - from);
        } catch (IOException failure) {
            throw unexpected(failure);
        }
    }

    private AssertionError unexpected(IOException failure) {
        return failure instanceof SocketTimeoutException
                ? new AssertionError("nothing came from the server within "
                        + patience.toSeconds() + " s", failure)
                : new AssertionError("the connection broke instead of ending: "
                        + failure.getMessage(), failure);
    }

    private static String shown(byte[] bytes, int length) {
        var text = new String(bytes, 0, Math.min(length, LONGEST_SHOWN), UTF_8);
        return '"' + Text.escaped(text) + (length > LONGEST_SHOWN ? "\"..." : "\"");
    }
}
