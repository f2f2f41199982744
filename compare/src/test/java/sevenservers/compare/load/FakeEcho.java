package sevenservers.compare.load;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import sevenservers.contract.Quietly;

/**
 * An echo server that reads whole messages, and answers each as a test tells it to.
 */
final class FakeEcho implements AutoCloseable {

    /** What it does with a message. */
    @FunctionalInterface
    interface Answer {

        void give(Visit visit, byte[] message) throws IOException;
    }

    /** One that does nothing wrong. */
    static final Answer RIGHT = Visit::say;

    private final ServerSocket listener =
            new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    private final List<Visit> visits = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong asked = new AtomicLong();
    private final int size;
    private final Answer answer;

    FakeEcho(int size, Answer answer) throws IOException {
        this.size = size;
        this.answer = answer;
        Thread.startVirtualThread(this::accept);
    }

    /** A target whose probe knows nothing. */
    Target target() {
        return target(Probes.UNKNOWN);
    }

    Target target(Target.Probe probe) {
        return new Target((InetSocketAddress) listener.getLocalSocketAddress(),
                probe);
    }

    /** Sends bytes to all clients, though none has asked. */
    void sayToAll(byte[] bytes) throws IOException {
        for (Visit visit : visits) {
            visit.say(bytes);
        }
    }

    /** How many messages have come. */
    long asked() {
        return asked.get();
    }

    /** How many clients there are now. */
    int connections() {
        return connections.get();
    }

    private void accept() {
        try {
            while (true) {
                var visit = new Visit(listener.accept());
                visits.add(visit);
                connections.incrementAndGet();
                Thread.startVirtualThread(visit::serve);
            }
        } catch (IOException closed) {
            // That is its end.
        }
    }

    @Override
    public void close() {
        Quietly.close(listener);
        visits.forEach(visit -> Quietly.close(visit.client));
    }

    /** One client. */
    final class Visit {

        private final Socket client;
        private int number = -1;

        private Visit(Socket client) {
            this.client = client;
        }

        private void serve() {
            try (client) {
                client.setTcpNoDelay(true);
                var in = new DataInputStream(client.getInputStream());
                var message = new byte[size];
                while (true) {
                    in.readFully(message);
                    number++;
                    asked.incrementAndGet();
                    answer.give(this, message);
                }
            } catch (IOException ended) {
                // The client has gone, or the test has ended.
            } finally {
                connections.decrementAndGet();
            }
        }

        /** Which of its messages it is now. */
        int number() {
            return number;
        }

        /** Sends bytes, all at once. */
        void say(byte[] bytes) throws IOException {
            client.getOutputStream().write(bytes);
        }

        void reset() throws IOException {
            client.setSoLinger(true, 0);
            client.close();
        }

        void end() throws IOException {
            client.shutdownOutput();
        }
    }
}
