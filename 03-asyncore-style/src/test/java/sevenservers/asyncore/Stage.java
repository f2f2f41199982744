package sevenservers.asyncore;

import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import sevenservers.tests.LogRecords;
import sevenservers.tests.TestClient;

/**
 * A loop that the test's thread runs, and connections: one end for a dispatcher,
 * the other one for the test.
 */
final class Stage implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(10);

    final Loop loop = new Loop();
    private final ServerSocketChannel door = ServerSocketChannel.open()
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final List<TestClient> clients = new ArrayList<>();
    private final LogRecords log = LogRecords.capture();
    private int expectedFailures;

    Stage() throws IOException {
    }

    /** Where connections are accepted. */
    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) door.getLocalAddress();
    }

    /** An address where nobody listens. */
    InetSocketAddress nobody() throws IOException {
        try (var taken = ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return (InetSocketAddress) taken.getLocalAddress();
        }
    }

    TestClient connect() throws IOException {
        return connect(address());
    }

    TestClient connect(InetSocketAddress server) {
        return remember(TestClient.connect(server, PATIENCE));
    }

    /** A client that the other side feels soon when it does not read. */
    TestClient connectSlow() throws IOException {
        return remember(TestClient.connectSlow(address(), PATIENCE));
    }

    private TestClient remember(TestClient client) {
        clients.add(client);
        return client;
    }

    /** The other end of the connection that was made first of all left. */
    SocketChannel accept() throws IOException {
        return door.accept();
    }

    /** Runs the loop until no dispatcher is left, and fails if one stays. */
    void run() throws IOException {
        var late = new AtomicBoolean();
        var limit = loop.deadlines().deadline(() -> late.set(true));
        limit.in(PATIENCE);
        while (loop.turn()) {
            assertThat(late).as("it is too late for the loop to end").isFalse();
        }
        limit.clear();
    }

    /**
     * Runs the loop until a condition holds, and fails if it never does. A turn is
     * ended when nothing happens: the condition may have come true before it waits.
     */
    void turnUntil(String what, BooleanSupplier condition) throws IOException {
        var tick = loop.deadlines().deadline(() -> {});
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - begin).as("the time for: %s", what)
                    .isLessThan(PATIENCE.toNanos());
            tick.in(TICK);
            assertThat(loop.turn()).as("a dispatcher is left before: %s", what)
                    .isTrue();
        }
        tick.clear();
    }

    /** Lets the loop ask who has changed, and handle what is ready now. */
    void turn() throws IOException {
        loop.wakeup();
        assertThat(loop.turn()).as("a dispatcher is left").isTrue();
    }

    /** How often the loop turns within a time in which it has nothing to do. */
    int turnsWithin(Duration time) throws IOException {
        var over = new AtomicBoolean();
        loop.deadlines().deadline(() -> over.set(true)).in(time);
        int turns = 0;
        for (; !over.get(); turns++) {
            assertThat(loop.turn()).isTrue();
        }
        return turns;
    }

    /** Checks what was logged so far; nothing else may be logged in the test. */
    void expectFailures(String... parts) {
        expectedFailures = parts.length;
        assertThat(log.failures()).hasSize(parts.length);
        for (int i = 0; i < parts.length; i++) {
            assertThat(log.failures().get(i)).contains(parts[i]);
        }
    }

    @Override
    public void close() throws IOException {
        clients.forEach(TestClient::close);
        loop.close();
        door.close();
        log.close();
        assertThat(log.failures()).as("what was logged").hasSize(expectedFailures);
    }
}
