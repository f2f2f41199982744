package sevenservers.tests;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Service;
import sevenservers.contract.Work;

/**
 * Clients that do not read, flood, break, or break the server's handler: B2, B4,
 * B9.
 */
public interface FaultContract extends Contract {

    /** More lines than the kernel takes when nobody reads: 8 MB. */
    int MUCH = 8_000;

    @Test
    @DisplayName("B2: a client that never reads delays no other")
    default void whoNeverReadsDelaysNobody() {
        try (var server = start()) {
            Visitor deaf = Visitor.arrive(service(), server.connectSlow());
            Delivery.of(MUCH, service(), deaf, server).awaitStall();
            Visitor.arrive(service(), server).ping();
        }
    }

    @Test
    @DisplayName("B2: a flooding client delays no other")
    default void whoFloodsDelaysNobody() {
        try (var server = start()) {
            Visitor other = Visitor.arrive(service(), server);
            Visitor flooder = Visitor.arrive(service(), server);
            flood(flooder);
            for (int round = 0; round < 20; round++) {
                other.ping();
            }
        }
    }

    @Test
    @DisplayName("B2: a flooding client gets a bounded share of each turn")
    default void floodIsServedInShares() {
        subject().requireThisJvm("counts what the server handles");
        var handled = new AtomicLong();
        Work slow = Work.sleep(Duration.ofMillis(1));
        Work counted = () -> {
            handled.incrementAndGet();
            slow.perform();
        };
        try (var server = start(defaults().withWork(counted))) {
            Visitor other = Visitor.arrive(service(), server);
            Visitor flooder = Visitor.arrive(service(), server);
            flood(flooder);
            Wait.until("the flood has reached the server", server.patience(),
                    () -> handled.get() > 100);
            for (int round = 0; round < 10; round++) {
                long before = handled.get();
                other.ping();
                // The kernel holds over 2,000 lines of the flood, and more arrive.
                assertThat(handled.get() - before)
                        .as("what was handled before the other client's line")
                        .isLessThan(500);
            }
        }
    }

    @Test
    @DisplayName("B4: a reset in mid-stream ends that connection alone")
    default void resetInMidStream() {
        try (var server = start()) {
            Visitor.arrive(service(), server).client().send("half a li").reset();
            Visitor other = Visitor.arrive(service(), server);
            server.connect().send("half a li").reset();
            other.ping();
        }
    }

    @Test
    @DisplayName("B4: a reset while much is unsent ends that connection alone")
    default void resetWhileMuchIsUnsent() {
        try (var server = start()) {
            Visitor broken = Visitor.arrive(service(), server.connectSlow());
            Delivery.of(MUCH, service(), broken, server).awaitStall();
            broken.client().reset();
            Visitor.arrive(service(), server).ping();
        }
    }

    @Test
    @DisplayName("B4: a hundred resets right after connecting do no harm")
    default void manyResets() {
        try (var server = start()) {
            for (int i = 0; i < 100; i++) {
                server.connect().reset();
            }
            Visitor.arrive(service(), server).ping();
        }
    }

    @Test
    @DisplayName("B4: a reset frees the place of its client")
    default void resetsFreePlaces() {
        try (var server = start(defaults().withMaxConnections(2))) {
            for (int i = 0; i < 6; i++) {
                arriveWhenThereIsRoom(server).client().reset();
            }
            arriveWhenThereIsRoom(server).ping();
        }
    }

    @Test
    @DisplayName("B4: a handler that throws ends its connection alone")
    default void handlerThatThrows() {
        subject().requireThisJvm("makes a handler throw");
        var throwsOnce = new AtomicBoolean();
        Work work = () -> {
            if (throwsOnce.getAndSet(false)) {
                throw new IllegalStateException("thrown by the test");
            }
        };
        try (var log = LogRecords.capture();
                var server = start(defaults().withWork(work))) {
            Visitor other = Visitor.arrive(service(), server);
            Visitor unlucky = Visitor.arrive(service(), server);
            throwsOnce.set(true);
            unlucky.client().send("the last line\n").readToEnd();
            other.ping();
            Visitor.arrive(service(), server).ping();
            assertThat(log.failures()).as("what was logged").hasSize(1);
            assertThat(log.failures().getFirst()).contains("thrown by the test");
        }
    }

    @Test
    @DisplayName("B9: who takes nothing for writeTimeout is ended")
    default void whoTakesNothingIsEnded() {
        // In a chat the sender of what is not read has a place too.
        int places = service() == Service.CHAT ? 2 : 1;
        var options = withoutOtherLimits().withWriteTimeout(Duration.ofSeconds(2));
        try (var server = start(options.withMaxConnections(places))) {
            Visitor deaf = Visitor.arrive(service(), server.connectSlow());
            Delivery.of(MUCH, service(), deaf, server);
            assertThat(Visitor.arriveIfThereIsRoom(service(), server))
                    .as("a newcomer while all places are taken").isNull();
            // Its place is free when it is ended.
            arriveWhenThereIsRoom(server).ping();
            // An end of stream, no reset, although not all of its input was read.
            deaf.client().readToEnd();
        }
    }

    @Test
    @DisplayName("B9: who takes a little now and then is not ended")
    default void whoTakesALittleStays() {
        var options =
                withoutOtherLimits().withWriteTimeout(Duration.ofSeconds(2));
        try (var server = start(options)) {
            Visitor slow = Visitor.arrive(service(), server.connectSlow());
            Delivery delivery = Delivery.of(2 * MUCH, service(), slow, server);
            // Two timeouts long; the kernel asks for more in steps of up to 1 MB.
            for (int i = 0; i < 14; i++) {
                Wait.pass(Duration.ofMillis(300));
                delivery.expect(1000);
            }
            delivery.expectAll();
        }
    }

    /**
     * Options that let the kernel fill up: neither C6 nor C8 ends or slows anybody.
     */
    private ServerOptions withoutOtherLimits() {
        return defaults().withMaxBacklog(256 * 1024 * 1024);
    }

    /** Sends lines without end, and reads all that comes back. */
    private static void flood(Visitor flooder) {
        TestClient client = flooder.client();
        Task.start("the flood", () -> {
            for (int i = 0; true; i++) {
                client.write(Delivery.line(i).getBytes(US_ASCII));
            }
        });
        Task.start("reading the flood", client::readToEnd);
    }
}
