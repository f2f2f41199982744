package sevenservers.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import sevenservers.tests.LogRecords;
import sevenservers.tests.TestClient;

/**
 * A reactor that the test's thread turns, and whose clock it can put forward; and
 * connections: one end for a protocol, the other one for the test.
 */
final class Stage implements AutoCloseable {

    static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    /** Nothing happens meanwhile. */
    static final Duration A_WHILE = Duration.ofMillis(50);
    /** Woken up by its timer, and by what came just before. */
    static final int FEW_TURNS = 4;

    private static final Duration TICK = Duration.ofMillis(10);

    final Reactor reactor = new Reactor(() -> System.nanoTime() + forward());
    private final Deque<Protocol> next = new ArrayDeque<>();
    private final ListeningPort door =
            reactor.listenTCP(ANY_PORT, _ -> next.remove());
    private final List<TestClient> clients = new ArrayList<>();
    private final LogRecords log = LogRecords.capture();
    private int expectedFailures;
    private boolean ended;
    private long forward;

    Stage() throws IOException {
    }

    private long forward() {
        return forward;
    }

    /** Puts the reactor's clock forward. */
    void advance(Duration time) {
        forward += time.toNanos();
    }

    /** An address where nobody listens. */
    static InetSocketAddress nobody() throws IOException {
        try (var taken = ServerSocketChannel.open().bind(ANY_PORT)) {
            return (InetSocketAddress) taken.getLocalAddress();
        }
    }

    /** A client whose other end has this protocol. */
    TestClient connect(Protocol protocol) throws IOException {
        return serve(TestClient.connect(door.getHost(), PATIENCE), protocol);
    }

    /** A client that the other side feels soon when it does not read. */
    TestClient connectSlow(Protocol protocol) throws IOException {
        return serve(TestClient.connectSlow(door.getHost(), PATIENCE), protocol);
    }

    private TestClient serve(TestClient client, Protocol protocol)
            throws IOException {
        clients.add(client);
        next.add(protocol);
        turnUntil("it has a connection", () -> protocol.transport() != null);
        return client;
    }

    /** A client of a port that the test listens on. */
    TestClient connect(InetSocketAddress server) {
        TestClient client = TestClient.connect(server, PATIENCE);
        clients.add(client);
        return client;
    }

    /** Handles what is ready now. */
    void turn() throws IOException {
        reactor.callLater(Duration.ZERO, () -> {});
        reactor.turn();
    }

    /** Turns until a condition holds, and fails if it never does. */
    void turnUntil(String what, BooleanSupplier condition) throws IOException {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - begin).as("the time for: %s", what)
                    .isLessThan(PATIENCE.toNanos());
            DelayedCall tick = reactor.callLater(TICK, () -> {});
            reactor.turn();
            tick.cancel();
        }
    }

    /** Checks that the reactor waits while it has nothing to do. */
    void expectRest() throws IOException {
        var over = new AtomicBoolean();
        reactor.callLater(A_WHILE, () -> over.set(true));
        int turns = 0;
        for (; !over.get(); turns++) {
            reactor.turn();
        }
        assertThat(turns).as("turns without anything to do").isLessThan(FEW_TURNS);
    }

    /** What a client receives until the end of its stream; then it closes. */
    byte[] receivedBy(TestClient client) throws Exception {
        var received = CompletableFuture.supplyAsync(() -> {
            byte[] all = client.readToEnd();
            client.close();
            return all;
        }, Thread::startVirtualThread);
        turnUntil("the end of the stream", received::isDone);
        return received.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Takes so many bytes, and lets the reactor turn meanwhile. */
    void read(TestClient client, int count) throws Exception {
        var taken = CompletableFuture.runAsync(() -> client.readExactly(count),
                Thread::startVirtualThread);
        turnUntil("it has read", taken::isDone);
        taken.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Checks that a client's connection has broken. */
    static void expectReset(TestClient client) {
        assertThatThrownBy(client::readToEnd)
                .hasMessageContaining("broke instead of ending");
    }

    /** Stops the reactor, and fails if that takes too long. */
    void end() throws IOException {
        reactor.stop();
        run();
    }

    /** Runs the reactor to its end, and fails if it does not come. */
    void run() throws IOException {
        ended = true;
        reactor.callLater(PATIENCE, reactor::close);
        reactor.run();
    }

    /** Closes the reactor instead of running it. */
    void closeReactor() {
        ended = true;
        reactor.close();
    }

    /** Checks what was logged so far; nothing else may be logged in the test. */
    void expectFailures(String... parts) {
        expectedFailures = parts.length;
        assertThat(log.failures()).hasSize(parts.length);
        for (int i = 0; i < parts.length; i++) {
            assertThat(log.failures().get(i)).contains(parts[i]);
        }
    }

    /** Ends what is left: whatever the test did, the reactor must be able to. */
    @Override
    public void close() throws IOException {
        clients.forEach(TestClient::close);
        try {
            if (!ended) {
                reactor.stop(Duration.ZERO);
                run();
            }
        } finally {
            reactor.close();
            log.close();
        }
        assertThat(log.failures()).as("what was logged").hasSize(expectedFailures);
    }
}
