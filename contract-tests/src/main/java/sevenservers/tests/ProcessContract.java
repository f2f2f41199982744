package sevenservers.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import sevenservers.contract.Service;
import sevenservers.contract.Text;

/**
 * What is seen only of a server in a process of its own: its memory, its processor
 * time, its descriptors, signals and the console: B3 to B5, B7 and B8.
 */
public interface ProcessContract extends Contract {

    @Test
    @DisplayName("B3: idle clients cost no processor time")
    default void idleClientsCostNothing() {
        try (var server = process().start()) {
            Visitor visitor = Visitor.arrive(service(), server);
            for (int i = 0; i < 20; i++) {
                server.connect();
                server.connect().send("half a li");
            }
            server.expectIdle("while its clients are idle");
            visitor.ping();
        }
    }

    @Test
    @DisplayName("B3: a client that never reads costs no processor time")
    default void whoNeverReadsCostsNothing() {
        try (var server = process().start()) {
            Visitor deaf = Visitor.arrive(service(), server.connectSlow());
            Delivery.of(FaultContract.MUCH, service(), deaf, server).awaitStall();
            server.expectIdle("while a client does not read");
        }
    }

    @Test
    @DisplayName("B3: who has sent FIN and does not read costs no processor time")
    default void whoHasFinishedCostsNothing() {
        try (var server = process().start()) {
            Visitor deaf = Visitor.arrive(service(), server.connectSlow());
            Delivery.of(3_500, service(), deaf, server).awaitStall();
            deaf.client().finish();
            server.expectIdle("while a client that has sent FIN does not read");
        }
    }

    @Test
    @DisplayName("B3: clients that never read do not make the memory grow")
    default void whoNeverReadsCostsNoMemory() {
        try (var server = process().memory(24).start()) {
            Visitor deaf = Visitor.arrive(service(), server.connectSlow());
            Delivery.of(64_000, service(), deaf, server).awaitStall();
            // A JVM that runs out of memory ends, as it is started here.
            assertThat(server.isAlive()).as("the server process runs").isTrue();
        }
    }

    @Test
    @DisplayName("B4: a reset before the connection is accepted does no harm")
    default void resetBeforeAccept() {
        try (var server = process().start()) {
            server.signal("STOP");
            for (int i = 0; i < 10; i++) {
                server.connect().send("half a li").reset();
                server.connect().reset();
            }
            server.signal("CONT");
            Visitor.arrive(service(), server).ping();
        }
    }

    @Test
    @DisplayName("B5: without descriptors it keeps calm, logs once, recovers")
    default void wantOfDescriptors() {
        int most = 100;
        try (var server =
                process().descriptors(most).options("--join-timeout", "60s")
                        .start()) {
            Visitor early = Visitor.arrive(service(), server);
            List<TestClient> crowd = new ArrayList<>();
            for (int i = 0; i < most; i++) {
                crowd.add(server.connect());
            }
            Wait.until("the server has used up its descriptors", server.patience(),
                    () -> server.descriptors() >= most - 1);
            early.ping();
            server.expectIdle("while it can accept nobody");
            early.ping();
            assertThat(server.errors().lines()).as("what was logged").hasSize(1);
            crowd.forEach(TestClient::close);
            Visitor.arrive(service(), server).ping();
            early.ping();
        }
    }

    @Test
    @DisplayName("B7: SIGTERM ends the server as close() does")
    default void terminate() {
        try (var server = process().start()) {
            Visitor slow = Visitor.arrive(service(), server.connectSlow());
            Delivery delivery =
                    Delivery.of(FaultContract.MUCH, service(), slow, server);
            delivery.awaitStall();
            server.signal("TERM");
            Wait.until("connections are refused", server.patience(),
                    () -> !TestClient
                            .canConnect(server.address(), server.patience()));
            delivery.expectEnd();
            slow.client().close();
            assertThat(server.awaitExit()).as("exit status").isEqualTo(143);
        }
    }

    @Test
    @DisplayName("B7: SIGINT (Ctrl-C) ends the server as close() does")
    default void interrupt() {
        assumeFalse(Signals.isIgnored(Signals.INTERRUPT),
                "a shell started this in the background");
        try (var server = process().start()) {
            TestClient client = Visitor.arrive(service(), server).client();
            server.signal("INT");
            client.leaveAtEnd();
            assertThat(server.awaitExit()).as("exit status").isEqualTo(130);
        }
    }

    @Test
    @DisplayName("B7: an empty line at the console ends the server as close() does")
    default void emptyLine() {
        try (var server = process().memory(16).start()) {
            Visitor visitor = Visitor.arrive(service(), server);
            String endless = "x".repeat(32 * 1024 * 1024);
            Task.start("typing more than there is room for",
                    () -> server.type(endless)).await(server.patience());
            visitor.ping();
            server.type("");
            visitor.client().leaveAtEnd();
            assertThat(server.awaitExit()).as("exit status").isZero();
        }
    }

    @Test
    @DisplayName("B7: the end of standard input does not end the server")
    default void endOfInput() {
        try (var server = process().start()) {
            Visitor visitor = Visitor.arrive(service(), server);
            server.endInput();
            server.expectIdle("after the end of its standard input");
            visitor.ping();
        }
    }

    @Test
    @DisplayName("B8: nothing that a client sends is printed unescaped")
    default void printsNothingRaw() {
        try (var server = process().options("--verbose").start()) {
            String evil = "\u001b[31m\u0007\u009b1m\u202e\u2028\r\u0000";
            server.connect().send(evil + ":<handshake>\n").finish().readToEnd();
            server.connect().send("evil:<handshake>\n" + evil + "\n").finish()
                    .readToEnd();
            server.connect().send((byte) 0x1b, (byte) 0x9b, (byte) '\n').finish()
                    .readToEnd();
            Visitor.arrive(service(), server).client().finish().readToEnd();
            server.stop();
            String printed = server.output() + server.errors();
            if (service() == Service.CHAT) {
                assertThat(server.errors()).as("what --verbose tells")
                        .contains("evil");
            }
            assertThat(printed.chars()
                    .filter(c -> c != '\n' && Text.isControl((char) c)))
                    .as("control characters in what was printed: %s",
                            Text.escaped(printed))
                    .isEmpty();
        }
    }
}
