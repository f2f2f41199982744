package sevenservers.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import sevenservers.contract.Quietly;

/** A server that does what a test tells it to, with each client in a thread. */
public final class FakeServer implements AutoCloseable {

    /** What it does with a client, which it need not close. */
    @FunctionalInterface
    public interface Script {

        void talk(Visit visit) throws IOException;
    }

    private final ServerSocket listener =
            new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final AtomicInteger talks = new AtomicInteger();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Script script;

    /** A server that does so with each client. */
    public FakeServer(Script script) throws IOException {
        this.script = script;
        Thread.startVirtualThread(this::accept);
    }

    /** A server that hears a line, says something, and closes. */
    public static FakeServer saying(String text) throws IOException {
        return new FakeServer(visit -> {
            visit.hear();
            visit.say(text);
        });
    }

    /** An address where nobody listens. */
    public static InetSocketAddress nobody() throws IOException {
        try (var unused =
                new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return (InetSocketAddress) unused.getLocalSocketAddress();
        }
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** All lines that it has heard, without their LF. */
    public List<String> heard() {
        return heard;
    }

    /** How many clients it is still busy with. */
    public int talks() {
        return talks.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                clients.add(client);
                talks.incrementAndGet();
                Thread.startVirtualThread(() -> talk(client));
            }
        } catch (IOException closed) {
            // That is its end.
        }
    }

    private void talk(Socket client) {
        try (client) {
            script.talk(new Visit(client));
        } catch (IOException ended) {
            // The client has gone first, or the test has ended.
        } finally {
            talks.decrementAndGet();
        }
    }

    @Override
    public void close() {
        Quietly.close(listener);
        clients.forEach(Quietly::close);
    }

    /** One client. */
    public final class Visit {

        private final Socket client;
        private final BufferedReader in;

        private Visit(Socket client) throws IOException {
            this.client = client;
            client.setTcpNoDelay(true);
            in = new BufferedReader(
                    new InputStreamReader(client.getInputStream(), UTF_8));
        }

        /** Hears a line, to its LF; what precedes it is kept. */
        public void hear() throws IOException {
            var line = new StringBuilder();
            for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
                line.append((char) c);
            }
            heard.add(line.toString());
        }

        /** Hears lines up to an empty one. */
        public void hearHead() throws IOException {
            do {
                hear();
            } while (!heard.getLast().equals("\r"));
        }

        /** Hears all that comes up to the end, and returns it. */
        public String hearToEnd() throws IOException {
            var all = new StringWriter();
            in.transferTo(all);
            return all.toString();
        }

        /** Says it in UTF-8, at once. */
        public Visit say(String text) throws IOException {
            return say(text.getBytes(UTF_8));
        }

        /** Says bytes, at once. */
        public Visit say(byte... bytes) throws IOException {
            client.getOutputStream().write(bytes);
            return this;
        }

        /** Ends the connection by a reset. */
        public void reset() throws IOException {
            client.setSoLinger(true, 0);
            client.close();
        }

        /** Says no more until the test wants it to, or has waited too long. */
        public Visit waitFor(CountDownLatch sign) throws IOException {
            try {
                sign.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException stopped) {
                throw new InterruptedIOException();
            }
            return this;
        }

        /** Says no more until the other side ends. */
        public void waitForEnd() throws IOException {
            while (in.read() >= 0) {
                // Whatever it is.
            }
        }
    }
}
