package sevenservers.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Service;

/** How a server ends, seen from its clients and from within: B6 and B7. */
public interface ShutdownContract extends Contract {

    /** The most bytes that a server reads at once. */
    int CHUNK = 64 * 1024;

    @Test
    @DisplayName("B6: unread input brings no reset before the end of the stream")
    default void unreadInputBringsNoReset() {
        subject().requireOwnServer("it is stopped");
        try (var server = start()) {
            Visitor deaf = Visitor.arrive(service(), server.connectSlow());
            Delivery delivery =
                    Delivery.of(FaultContract.MUCH, service(), deaf, server);
            delivery.awaitStall();
            Task<Void> stop = stopping(server);
            delivery.expectEnd();
            stop.await(server.patience());
        }
    }

    @Test
    @DisplayName("B7: close() ends every connection by an end of stream")
    default void everyConnectionEnds() {
        subject().requireOwnServer("it is stopped");
        try (var server = start()) {
            List<TestClient> clients = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                clients.add(Visitor.arrive(service(), server).client());
                clients.add(server.connect());
            }
            // When the last one is served, all others have been accepted.
            clients.add(Visitor.arrive(service(), server).client());
            Task<Void> stop = Task.start("close()", server::stop);
            clients.forEach(TestClient::leaveAtEnd);
            stop.await(server.patience());
        }
    }

    @Test
    @DisplayName("B7: close() stops accepting before queued bytes have left")
    default void acceptingStopsAtOnce() {
        subject().requireOwnServer("it is stopped");
        try (var server = start()) {
            Visitor slow = Visitor.arrive(service(), server.connectSlow());
            Delivery delivery =
                    Delivery.of(FaultContract.MUCH, service(), slow, server);
            delivery.awaitStall();
            Task<Void> stop = stopping(server);
            assertThat(stop.isDone())
                    .as("close() has returned while bytes are unsent")
                    .isFalse();
            delivery.expectEnd();
            stop.await(server.patience());
        }
    }

    @Test
    @DisplayName("B7: what is queued is delivered before the connection ends")
    default void whatIsQueuedIsDelivered() {
        subject().requireOwnServer("it is stopped");
        assumeTrue(KernelQueues.available(), "the kernel does not tell its queues");
        // As long as it takes: how long that may be is tested below.
        var patient = defaults().withGrace(Duration.ofSeconds(60));
        try (var server = start(patient)) {
            Visitor slow = Visitor.arrive(service(), server.connectSlow());
            Delivery delivery =
                    Delivery.of(FaultContract.MUCH, service(), slow, server);
            long unread = delivery.awaitRest().unreadByServer();
            long sent = delivery.sender().sent();
            // One chunk may have been read and not handled yet.
            long read = (sent - unread - CHUNK) / Delivery.LINE;
            Task<Void> stop = stopping(server);
            assertThat(delivery.expectPrefix()).as("the bytes received")
                    .isGreaterThanOrEqualTo((int) read * delivery.bytesPerLine());
            stop.await(server.patience());
        }
    }

    @Test
    @DisplayName("B7: close() waits no longer than grace for who does not read")
    default void graceIsBounded() {
        subject().requireOwnServer("it is stopped");
        try (var server = start(briefly())) {
            Visitor deaf = Visitor.arrive(service(), server.connectSlow());
            Delivery.of(FaultContract.MUCH, service(), deaf, server).awaitStall();
            long start = System.nanoTime();
            server.stop();
            // Grace, a second for unread input (B6), and slack: the default would
            // be 6 s.
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("the time that close() took")
                    .isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    @DisplayName("B7: close() under load: all that is delivered is whole")
    default void closeUnderLoad() {
        subject().requireThisJvm("ends it in the midst of sending");
        subject().requireNoWire("for longer than a second it would go on to send");
        try (var server = start()) {
            List<Delivery> deliveries = new ArrayList<>();
            for (int i = 0; i < (service() == Service.CHAT ? 1 : 8); i++) {
                Visitor visitor = Visitor.arrive(service(), server);
                deliveries.add(Delivery.of(1_000_000, service(), visitor, server));
            }
            deliveries.forEach(delivery -> delivery.expect(100));
            Task<Void> stop = stopping(server);
            // Not earlier: others would be told that the sender has left (C3). Not
            // later: who sends on is reset after a second, read or not (B6).
            deliveries.forEach(Delivery::stop);
            List<Task<Integer>> rests = deliveries.stream()
                    .map(one -> Task.start("reading the rest", one::expectPrefix))
                    .toList();
            rests.forEach(rest -> rest.await(server.patience()));
            stop.await(server.patience());
        }
    }

    @Test
    @DisplayName("B7: close() may be called twice and from several threads")
    default void closeFromSeveralThreads() {
        subject().requireThisJvm("calls close() from several threads");
        subject().requireNoWire("the tests beside may be given its port");
        try (var server = start()) {
            TestClient client = Visitor.arrive(service(), server).client();
            List<Task<Void>> closers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                closers.add(Task.start("close()", () -> {
                    server.stop();
                    assertThat(canConnect(server)).as("a connection after close()")
                            .isFalse();
                }));
            }
            client.leaveAtEnd();
            closers.forEach(closer -> closer.await(server.patience()));
            server.stop();
        }
    }

    @Test
    @DisplayName("B7: close() ends every thread that the server started")
    default void noThreadIsLeft() {
        subject().requireThisJvm("looks at its threads");
        // A thread belongs to the group of the thread that makes it.
        var group = new ThreadGroup("the server's threads");
        Task<ServerUnderTest> start =
                Task.startIn(group, "starting a server", () -> start(briefly()));
        try (var server = start.await(PATIENCE)) {
            Visitor deaf = Visitor.arrive(service(), server.connectSlow());
            Delivery.of(FaultContract.MUCH, service(), deaf, server).awaitStall();
            Visitor.arrive(service(), server).ping();
            server.connect();
            assertThat(threads(group)).as("threads that work").isNotEmpty();
            deaf.client().reset();
            server.stop();
        }
        assertThat(threads(group)).as("threads that have not ended").isEmpty();
    }

    /**
     * The threads of a server: those of its group. Virtual threads belong to none;
     * a style that has them adds its own.
     */
    default List<String> threads(ThreadGroup group) {
        return Threads.in(group).stream().map(Thread::toString).toList();
    }

    @Test
    @DisplayName("B7: close() leaves no descriptor open")
    default void noDescriptorIsLeft() {
        subject().requireThisJvm("looks at its descriptors");
        subject()
                .requireNoWire("the tests beside open descriptors in this JVM too");
        assumeTrue(Files.exists(Path.of("/proc/self/fd")),
                "descriptors cannot be counted");
        // The first server makes the JDK open what it keeps.
        openAndCloseConnections();
        long before = descriptors();
        openAndCloseConnections();
        Wait.until("no more descriptors are open than before", PATIENCE,
                () -> descriptors() <= before);
    }

    /** Options of a server that does not wait long for who does not read. */
    private ServerOptions briefly() {
        return defaults().withGrace(Duration.ofMillis(300));
    }

    /** Starts to end a server, and returns when it accepts no more. */
    private static Task<Void> stopping(ServerUnderTest server) {
        Task<Void> stop = Task.start("close()", server::stop);
        Wait.until("connections are refused", server.patience(),
                () -> !canConnect(server));
        return stop;
    }

    private static boolean canConnect(ServerUnderTest server) {
        return TestClient.canConnect(server.address(), server.patience());
    }

    private void openAndCloseConnections() {
        try (var server = start()) {
            for (int i = 0; i < 5; i++) {
                Visitor.arrive(service(), server).client().finish().readToEnd();
                Visitor.arrive(service(), server).client().reset();
                Visitor.arrive(service(), server);
                server.connect();
            }
            server.stop();
        }
    }

    private static long descriptors() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
