package sevenservers.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What both services promise: the numbers B1 to B9 of PROTOCOL.md. */
public interface ServerContract
        extends
            FaultContract,
            ShutdownContract,
            ProcessContract {

    @Test
    @DisplayName("B1: port 0 means any free port, and the real one is told")
    default void portZeroMeansAnyFreePort() {
        subject().requireOwnServer("it listens at a port of its choice");
        try (var first = start(); var second = start()) {
            assertThat(first.address().getPort()).as("the port of the first server")
                    .isPositive().isNotEqualTo(second.address().getPort());
            Visitor.arrive(service(), first).ping();
            Visitor.arrive(service(), second).ping();
        }
    }

    @Test
    @DisplayName("B1: listens on 127.0.0.1 and nowhere else unless told otherwise")
    default void listensOnLoopback() {
        subject().requireOwnServer("it listens at the default address");
        try (var server = start()) {
            int port = server.address().getPort();
            Visitor.arrive(service(), server);
            var elsewhere = new InetSocketAddress("127.0.0.2", port);
            assertThat(server.address().getAddress().getHostAddress())
                    .as("the address it listens on").isEqualTo("127.0.0.1");
            assertThat(TestClient.canConnect(elsewhere, server.patience()))
                    .as("connecting to another address of this machine succeeds")
                    .isFalse();
        }
    }

    @Test
    @DisplayName("B1: listens at the host it is told to")
    default void listensWhereTold() {
        assumeTrue(Addresses.has("::1"), "this machine has no address ::1");
        try (var server = start(defaults().withHost("::1"))) {
            assertThat(server.address().getAddress())
                    .as("the address it listens on").isEqualTo(Addresses.of("::1"));
            Visitor.arrive(service(), server).ping();
        }
    }

    @Test
    @DisplayName("B1: a closed server's port can be bound again at once")
    default void portCanBeBoundAgain() {
        subject().requireOwnServer("it is stopped");
        try (var server = start()) {
            TestClient client = Visitor.arrive(service(), server).client();
            // A connection that the server ends first leaves its port in TIME_WAIT.
            Task<Void> leaving = Task.start("leaving", client::leaveAtEnd);
            server.stop();
            leaving.await(server.patience());
            int port = server.address().getPort();
            try (var next = start(defaults().withPort(port))) {
                assertThat(next.address().getPort()).as("the port").isEqualTo(port);
                Visitor.arrive(service(), next).ping();
            }
        }
    }

    @Test
    @DisplayName("B1: SO_KEEPALIVE is set on connections")
    default void keepsConnectionsAlive() {
        assumeTrue(KernelQueues.available(), "the kernel does not tell its timers");
        try (var server = start()) {
            Visitor visitor = Visitor.arrive(service(), server);
            // Once everything is acknowledged, no other timer runs.
            Wait.until("a keep-alive timer runs at the server's end",
                    server.patience(),
                    () -> KernelQueues.of(visitor.client()).serverTimer());
        }
    }

    @Test
    @DisplayName("B2: 200 clients at once are all served")
    default void manyClientsAtOnce() {
        try (var server = start()) {
            List<Visitor> visitors = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                visitors.add(Visitor.arrive(service(), server));
            }
            visitors.forEach(Visitor::ping);
        }
    }

    @Test
    @DisplayName("B2: an idle client delays no other")
    default void idleClientsDelayNobody() {
        try (var server = start()) {
            server.connect();
            server.connect().send("half a li");
            Visitor.arrive(service(), server);
            Visitor.arrive(service(), server).ping();
        }
    }

    @Test
    @DisplayName("B2: a place is free again when its client has left")
    default void placesAreFreedAgain() {
        try (var server = start(defaults().withMaxConnections(2))) {
            for (int i = 0; i < 6; i++) {
                arriveWhenThereIsRoom(server).client().finish().readToEnd();
            }
            arriveWhenThereIsRoom(server).ping();
        }
    }
}
