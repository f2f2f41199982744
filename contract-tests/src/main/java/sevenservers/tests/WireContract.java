package sevenservers.tests;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import sevenservers.contract.Service;

/**
 * Clients whose {@link Wire} breaks, falls silent or trickles, in the place of
 * clients that do so themselves: B2, B4 and B9. {@link EchoWireContract} has E2,
 * {@link ChatWireContract} C3, C4 and C7.
 */
public interface WireContract extends Contract {

    /** A wire that is late, and cuts the stream into slices of all magnitudes. */
    Faults RAGGED = Faults.NONE.withSlices(16 * 1024, 1)
            .withLatency(Duration.ofMillis(1));

    @Test
    @DisplayName("B4: a wire that breaks amid a burst ends that connection alone")
    default void wireBreaksAmidBurst() {
        try (var server = start()) {
            Visitor other = Visitor.arrive(service(), server);
            Visitor broken = arriveThrough(Faults.NONE, server);
            Delivery burst = Delivery.of(FaultContract.MUCH, service(), broken,
                    server);
            burst.expect(100);
            broken.client().link().reset();
            other.ping();
            Visitor.arrive(service(), server).ping();
        }
    }

    @Test
    @DisplayName("B4: a wire that breaks frees the place of its client")
    default void brokenWireFreesPlace() {
        try (var server = start(defaults().withMaxConnections(1))) {
            arriveThrough(Faults.NONE, server).client().link().reset();
            arriveWhenThereIsRoom(server).ping();
        }
    }

    @Test
    @DisplayName("B2: a client that falls silent delays no other")
    default void whoFallsSilentDelaysNobody() {
        try (var server = start()) {
            Visitor silent = arriveThrough(Faults.NONE, server);
            Delivery.of(FaultContract.MUCH, service(), silent, server).expect(100);
            silent.client().link().silence();
            Visitor.arrive(service(), server).ping();
        }
    }

    @Test
    @DisplayName("B9: who falls silent with unsent bytes is ended by writeTimeout")
    default void whoFallsSilentIsEnded() {
        int places = service() == Service.CHAT ? 2 : 1;
        var options = defaults().withMaxBacklog(256 * 1024 * 1024)
                .withWriteTimeout(Duration.ofSeconds(1))
                .withMaxConnections(places);
        try (var server = start(options)) {
            Visitor silent = arriveThrough(Faults.NONE, server);
            Delivery.of(FaultContract.MUCH, service(), silent, server).awaitStall();
            silent.client().link().silence();
            // Without the silence it would get it all, and stay.
            Task.start("reading on", silent.client()::readToEnd);
            arriveWhenThereIsRoom(server).ping();
        }
    }

    @Test
    @DisplayName("B9: a silence shorter than writeTimeout loses nothing")
    default void silenceLosesNothing() {
        var options = defaults().withMaxBacklog(256 * 1024 * 1024);
        try (var server = start(options)) {
            Visitor silent = arriveThrough(Faults.NONE, server);
            Delivery delivery = Delivery.of(FaultContract.MUCH, service(), silent,
                    server);
            delivery.expect(100);
            silent.client().link().silence();
            delivery.awaitStall();
            silent.client().link().resume();
            delivery.expectAll();
        }
    }

    @Test
    @DisplayName("B2: a client whose bytes trickle delays no other")
    default void trickleDelaysNobody() {
        try (var server = start()) {
            Faults narrow = Faults.NONE.withBandwidth(2000);
            Visitor trickling = arriveThrough(narrow, server);
            byte[] much = "x".repeat(500).concat("\n").repeat(20)
                    .getBytes(StandardCharsets.US_ASCII);
            trickling.client().send(much);
            Visitor other = Visitor.arrive(service(), server);
            for (int round = 0; round < 20; round++) {
                other.ping();
            }
        }
    }

    @Test
    @DisplayName("B2: a narrow and ragged wire loses nothing, nor the end")
    default void raggedWireLosesNothing() {
        try (var server = start()) {
            Faults ragged = Faults.NONE.withBandwidth(50_000).withSlices(10, 1);
            Visitor visitor = arriveThrough(ragged, server);
            Delivery.of(10, service(), visitor, server).expectAll();
            visitor.client().finish().expectEnd();
        }
    }

    private Visitor arriveThrough(Faults faults, ServerUnderTest server) {
        return Visitor.arrive(service(), server.connectThrough(faults));
    }
}
