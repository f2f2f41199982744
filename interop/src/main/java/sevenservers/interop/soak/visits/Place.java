package sevenservers.interop.soak.visits;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import sevenservers.tests.TestClient;

/** A server as one visit sees it; it ends all clients that the visit leaves. */
public final class Place implements AutoCloseable {

    /** How long a client waits for anything that the server should do. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final AtomicInteger NAMES = new AtomicInteger();

    private final InetSocketAddress server;
    private final SplittableRandom random;
    private final LongAdder checked;
    private final Queue<TestClient> clients = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * A place for one visit.
     *
     * @param random decides whatever is left to chance
     * @param checked counts the messages that came as they should
     */
    public Place(InetSocketAddress server, SplittableRandom random,
            LongAdder checked) {
        this.server = server;
        this.random = random;
        this.checked = checked;
    }

    /** A new connection. */
    TestClient connect() {
        return opened(TestClient.connect(server, PATIENCE));
    }

    /** A new connection with a small receive buffer. */
    TestClient connectSlow() {
        return opened(TestClient.connectSlow(server, PATIENCE));
    }

    /** A new member of a chat, of a name that nobody else has had. */
    Member join() {
        return new Member(connect(), newName());
    }

    /** A name that nobody else has had. */
    String newName() {
        return "guest-" + NAMES.incrementAndGet();
    }

    /** Counts messages that came to whom they should, as they should. */
    void checked(int messages) {
        checked.add(messages);
    }

    /** A number from one to another, both included. */
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /** Random bytes, so many as lies between two numbers. */
    byte[] bytes(int least, int most) {
        var bytes = new byte[between(least, most)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Lets some time pass. */
    void pause(int leastMillis, int mostMillis) throws InterruptedException {
        Thread.sleep(between(leastMillis, mostMillis));
    }

    /** Ends a client in one of the ways in which clients end. */
    void leave(TestClient client) {
        switch (between(1, 3)) {
            case 1 -> client.finish();
            case 2 -> client.reset();
            default -> client.close();
        }
    }

    /** Ends all clients of the visit: whatever they do then fails. */
    @Override
    public void close() {
        closed.set(true);
        clients.forEach(TestClient::close);
    }

    private TestClient opened(TestClient client) {
        clients.add(client);
        if (closed.get()) {
            client.close();
        }
        return client;
    }
}
