package sevenservers.tests;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;

/**
 * A server that a test talks to, and the clients that the test has connected to it:
 * when the test is over, {@link #close()} ends them all.
 */
public abstract class ServerUnderTest implements AutoCloseable {

    private final Duration patience;
    private final Queue<TestClient> clients = new ConcurrentLinkedQueue<>();
    private final Queue<Wire> wires = new ConcurrentLinkedQueue<>();
    private Wire wire;
    private Wire steadyWire;

    protected ServerUnderTest(Duration patience) {
        this.patience = patience;
    }

    /** Where it listens. */
    public abstract InetSocketAddress address();

    /**
     * Ends the server as promise B7 says, and returns when it has ended.
     *
     * @throws AssertionError if it does not end in time
     * @throws org.opentest4j.TestAbortedException if the test has not started it
     */
    public abstract void stop();

    /**
     * Calls {@code close()} in a thread of the server's own, which does not wait
     * for the end; for a server in this JVM.
     */
    public void stopFromWithin() {
        throw new UnsupportedOperationException("the server is not in this JVM");
    }

    /** Frees what the test has started, whatever has become of it. */
    protected abstract void release();

    /** How long a test waits for anything that the server should do. */
    public final Duration patience() {
        return patience;
    }

    /** Has all clients to come connect through a wire. */
    final void layWire(Faults faults) {
        wire = keep(Wire.to(address(), faults));
        steadyWire = keep(Wire.steady(address(), faults));
    }

    /** A new connection. */
    public final TestClient connect() {
        return connect(TestClient::connect, wire);
    }

    /** A new connection that takes little while it is not read. */
    public final TestClient connectSlow() {
        return wire == null ? connectSteady() : connect();
    }

    /** The same, but each takes as much as the others. */
    public final TestClient connectSteady() {
        return connect(TestClient::connectSteady, steadyWire);
    }

    /** A new connection through a wire of its own. */
    public final TestClient connectThrough(Faults faults) {
        return connect(TestClient::connect, keep(Wire.to(address(), faults)));
    }

    /** Ends all clients, then their wires and the server. */
    @Override
    public final void close() {
        // All at once: one that has yet to read may be what another waits for.
        List<Task<Void>> ends = clients.stream()
                .map(client -> Task.start("ending a client", () -> end(client)))
                .toList();
        ends.forEach(end -> end.await(patience.multipliedBy(2)));
        wires.forEach(Wire::close);
        release();
    }

    /** Ends one client at the end of the test. */
    protected void end(TestClient client) {
        client.close();
    }

    private TestClient connect(
            BiFunction<InetSocketAddress, Duration, TestClient> kind, Wire way) {
        InetSocketAddress place = way == null ? address() : way.address();
        TestClient client = kind.apply(place, patience);
        clients.add(client);
        return way == null ? client : client.through(way);
    }

    private Wire keep(Wire laid) {
        wires.add(laid);
        return laid;
    }
}
