package sevenservers.exercises.blocking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import sevenservers.tests.TestClient;

class IdleTimeoutTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Test
    @DisplayName("Every line comes back to who sends each of them in time.")
    void answersLineAfterLine() throws IOException {
        var client = new Client().sends("one\n\ntwo\n")
                .sendsAfter(seconds(9), "t\0h")
                .sendsAfter(millis(500), "ree\n").sendsAfter(seconds(9), "four\n")
                .ends();
        serve(client);
        assertThat(client.received())
                .as("each line came within 10 s of the one before, the last of them"
                        + " 18.5 s after the first: the limit is one for each line,"
                        + " not for the connection")
                .isEqualTo("one\n\ntwo\nt\0hree\nfour\n");
        assertThat(client.isClosed()).as("closed after the client's end").isTrue();
    }

    @Test
    @DisplayName("A client that says nothing is ended when its time is over.")
    void endsWhoSaysNothing() throws IOException {
        var silent = new Client();
        serve(silent);
        expectEndAt(LIMIT, silent, "the client never said anything");
        var silentLater = new Client().sendsAfter(seconds(4), "hello\n");
        serve(silentLater);
        expectEndAt(seconds(14), silentLater,
                "the client sent a line after 4 s, and nothing more");
        assertThat(silentLater.received()).as("what came back before")
                .isEqualTo("hello\n");
    }

    @Test
    @DisplayName("Who sends a byte now and then, but no line, is ended, too.")
    void endsWhoTrickles() throws IOException {
        var trickling = new Client();
        for (int i = 0; i < 100; i++) {
            trickling.sendsAfter(seconds(3), "x");
        }
        serve(trickling);
        expectEndAt(LIMIT, trickling,
                "the client sent a byte every 3 s, and never an LF: with one thread"
                        + " for each, a few hundred such clients stop the server");
    }

    @Test
    @DisplayName("A line that is whole at the last moment is in time.")
    void takesALineAtTheLastMoment() throws IOException {
        var late = new Client().sendsAfter(seconds(6), "la")
                .sendsAfter(millis(3999), "te\n")
                .sendsAfter(seconds(9), "again\n").ends();
        serve(late);
        assertThat(late.received())
                .as("the first line was whole 1 ms before its time was over, and"
                        + " for the second the time begins anew")
                .isEqualTo("late\nagain\n");
    }

    @Test
    @DisplayName("The last fraction of a millisecond is not for ever.")
    void endsWhoseTimeIsNearlyOver() throws IOException {
        var silent = new Client().sendsAfter(LIMIT.minusNanos(1000), "x");
        serve(silent);
        expectEndAt(LIMIT, silent, "the client sent a byte 0.001 ms before its time"
                + " was over, and nothing more");
        var exact = new Client().sendsAfter(LIMIT, "x");
        serve(exact);
        expectEndAt(LIMIT, exact, "the client sent a byte right when its time was "
                + "over, and nothing more");
    }

    @Test
    @DisplayName("A line of more bytes than are allowed ends the connection.")
    void endsWhoSendsALineTooLong() throws IOException {
        String longest = "x".repeat(IdleTimeout.LONGEST - 1) + "\n";
        var client =
                new Client().sends(longest).sends("x" + longest).sends("more\n")
                        .ends();
        serve(client);
        assertThat(client.received().length())
                .as("bytes that came back: the first line, of %d bytes, is allowed,"
                        + " the second, of %d, ends the connection",
                        longest.length(), longest.length() + 1)
                .isEqualTo(longest.length());
        assertThat(client.isClosed()).as("closed after a line too long").isTrue();
    }

    @Test
    @DisplayName("What has no LF before the end of the stream is dropped.")
    void dropsALineWithoutItsEnd() throws IOException {
        var client = new Client().sends("whole\nhalf").ends();
        serve(client);
        assertThat(client.received()).as("the second line never got its LF")
                .isEqualTo("whole\n");
        assertThat(client.isClosed()).as("closed after the client's end").isTrue();
    }

    @Test
    @DisplayName("It works with real sockets and a real clock.")
    void endsRealClients() throws IOException {
        var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (var listener = new ServerSocket()) {
            listener.bind(any);
            var server = (InetSocketAddress) listener.getLocalSocketAddress();
            try (TestClient client = TestClient.connect(server, PATIENCE)) {
                client.send("hello\n").finish();
                new IdleTimeout(listener.accept(), PATIENCE, System::nanoTime)
                        .run();
                client.expectLine("hello").expectEnd();
            }
            try (TestClient silent = TestClient.connect(server, PATIENCE)) {
                new IdleTimeout(listener.accept(), Duration.ofMillis(50),
                        System::nanoTime).run();
                silent.expectEnd();
            }
        }
    }

    private static void serve(Client client) throws IOException {
        new IdleTimeout(client, LIMIT, client::now).run();
    }

    private static void expectEndAt(Duration expected, Client client,
            String story) {
        assertThat(client.isClosed())
                .as("whether the connection was ended: " + story)
                .isTrue();
        assertThat(client.elapsed())
                .as("when the connection was ended, with a limit of 10 s: " + story)
                .isBetween(expected, expected.plusMillis(1));
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static Duration millis(int millis) {
        return Duration.ofMillis(millis);
    }

    /**
     * A client that follows a script, and a clock that only its silence moves on: a
     * test of a minute takes no time.
     */
    private static final class Client extends Socket {

        private static final Duration NEVER = Duration.ofNanos(Long.MAX_VALUE);
        private static final long BEGIN = -seconds(5).toNanos();

        private final Queue<Sent> script = new ArrayDeque<>();
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private Duration elapsed = Duration.ZERO;
        private int timeout;
        private boolean ends;
        private boolean closed;

        /** What comes so long after what came before it. */
        private record Sent(Duration delay, String text) {
        }

        Client sends(String text) {
            return sendsAfter(Duration.ZERO, text);
        }

        Client sendsAfter(Duration delay, String text) {
            script.add(new Sent(delay, text));
            return this;
        }

        Client ends() {
            ends = true;
            return this;
        }

        /** The clock; as for {@link System#nanoTime}, 0 is a time like others. */
        long now() {
            return BEGIN + elapsed.toNanos();
        }

        Duration elapsed() {
            return elapsed;
        }

        String received() {
            return received.toString(UTF_8);
        }

        @Override
        public void setSoTimeout(int timeout) {
            if (timeout < 0) {
                throw new IllegalArgumentException(
                        "a timeout of " + timeout + " ms");
            }
            this.timeout = timeout;
        }

        @Override
        public InputStream getInputStream() {
            return new InputStream() {
                @Override
                public int read() {
                    throw new AssertionError("it is read through a buffer");
                }

                @Override
                public int read(byte[] target, int offset, int length)
                        throws IOException {
                    return receive(target, offset, length);
                }
            };
        }

        private int receive(byte[] target, int offset, int length)
                throws SocketTimeoutException {
            Sent next = script.poll();
            if (next == null && ends) {
                return -1;
            }
            await(next == null ? NEVER : next.delay());
            byte[] bytes = next.text().getBytes(UTF_8);
            int count = Math.min(length, bytes.length);
            System.arraycopy(bytes, 0, target, offset, count);
            return count;
        }

        private void await(Duration delay) throws SocketTimeoutException {
            var longest = Duration.ofMillis(timeout);
            if (timeout > 0 && delay.compareTo(longest) > 0) {
                elapsed = elapsed.plus(longest);
                throw new SocketTimeoutException("Read timed out");
            }
            if (delay.equals(NEVER)) {
                throw new AssertionError("the client says nothing more, and the"
                        + " read has no time-out: this thread waits for ever");
            }
            elapsed = elapsed.plus(delay);
        }

        @Override
        public OutputStream getOutputStream() {
            return received;
        }

        @Override
        public synchronized void close() {
            closed = true;
        }

        @Override
        public boolean isClosed() {
            return closed;
        }
    }
}
