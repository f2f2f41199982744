package sevenservers.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import sevenservers.contract.Limits;
import sevenservers.contract.Service;

/**
 * What an echo server promises: the numbers E1 to E4 of PROTOCOL.md, and B1 to B9.
 * A style adopts it by a test class that names the style:
 *
 * <pre>{@code
 * class EchoServerTest implements EchoContract {
 *     public Style style() {
 *         return new SelectStyle();
 *     }
 * }
 * }</pre>
 */
public interface EchoContract extends ServerContract {

    @Override
    default Service service() {
        return Service.ECHO;
    }

    @Test
    @DisplayName("E1: every value of a byte comes back")
    default void everyByte() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        try (var server = start()) {
            server.connect().send(bytes).expect(bytes);
        }
    }

    @Test
    @DisplayName("E1: bytes sent one at a time come back")
    default void oneAtATime() {
        byte[] bytes = random(1, 200);
        try (var server = start()) {
            server.connect().sendByteByByte(bytes).expect(bytes);
        }
    }

    @Test
    @DisplayName("E1: pieces of all sizes come back in order")
    default void allSizes() {
        try (var server = start()) {
            TestClient client = server.connect();
            for (int size = 1; size <= 1 << 17; size *= 2) {
                client.send(random(size, size)).expect(random(size, size));
                client.send(random(size, size + 1)).expect(random(size, size + 1));
            }
        }
    }

    @Test
    @DisplayName("E1: each connection gets its own bytes back and no other's")
    default void ownBytesOnly() {
        int size = 500_000;
        try (var server = start()) {
            List<TestClient> clients = new ArrayList<>();
            List<Task<Void>> sending = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                TestClient client = server.connect();
                byte[] bytes = random(i, size);
                clients.add(client);
                sending.add(Task.start("sending", () -> client.write(bytes)));
            }
            for (int i = 0; i < clients.size(); i++) {
                clients.get(i).expect(random(i, size)).close();
                sending.get(i).await(server.patience());
            }
        }
    }

    @Test
    @DisplayName("E2: after FIN all that is pending comes back, then the end")
    default void pendingComesBackAfterFin() {
        byte[] bytes = random(2, 100_000);
        try (var server = start()) {
            TestClient client = server.connect().send(bytes).finish();
            client.expect(bytes).expectEnd();
        }
    }

    @Test
    @DisplayName("E2: FIN behind 16 MB that are read late: all comes back")
    default void muchIsPendingAtFin() {
        byte[] bytes = random(3, 16_000_000);
        try (var server = start()) {
            TestClient client = server.connectSlow();
            var sending = Task.start("sending 16 MB and FIN", () -> {
                for (int at = 0; at < bytes.length; at += 16_000) {
                    client.write(Arrays.copyOfRange(bytes, at, at + 16_000));
                }
                client.finish();
            });
            Wait.untilStalled(sending, client::sent);
            if (KernelQueues.available()) {
                // A server that reads on has then seen the FIN.
                KernelQueues.atRest(client, sending);
            }
            client.expect(bytes).expectEnd();
            sending.await(server.patience());
        }
    }

    @Test
    @DisplayName("E2: FIN without any byte ends the connection")
    default void finAlone() {
        try (var server = start()) {
            server.connect().finish().expectEnd();
        }
    }

    @Test
    @DisplayName("E3: at most 64 KiB are held, and nothing is read beyond that")
    default void heldBytesAreBounded() {
        assumeTrue(KernelQueues.available(), "the kernel does not tell its queues");
        try (var server = start()) {
            TestClient client = server.connectSlow();
            byte[] chunk = new byte[16_000];
            var sending = Task.start("sending", () -> {
                while (true) {
                    client.write(chunk);
                }
            });
            Wait.untilStalled(sending, client::sent);
            KernelQueues queues = KernelQueues.atRest(client, sending);
            long held = client.sent() - queues.unreadByServer()
                    - queues.unreadByClient();
            assertThat(queues.unreadByServer()).as("bytes left to the kernel")
                    .isPositive();
            assertThat(held).as("bytes that the server holds unsent")
                    .isLessThanOrEqualTo(Limits.ECHO_BUFFER);
        }
    }

    @Test
    @DisplayName("E3: 64 MiB come back to who starts reading late, without growth")
    default void lateReader() {
        int piece = 64 * 1024;
        int pieces = 1024;
        try (var server = process().memory(16).start()) {
            TestClient client = server.connect();
            var sending = Task.start("sending 64 MiB", () -> {
                for (int i = 0; i < pieces; i++) {
                    client.write(random(i, piece));
                }
                client.finish();
            });
            Wait.untilStalled(sending, client::sent);
            for (int i = 0; i < pieces; i++) {
                client.expect(random(i, piece));
            }
            client.expectEnd();
            sending.await(server.patience());
        }
    }

    @Test
    @DisplayName("E4: over maxConnections a client is accepted and closed at once")
    default void overMaxConnections() {
        try (var server = start(defaults().withMaxConnections(2))) {
            Visitor first = Visitor.arrive(service(), server);
            Visitor second = Visitor.arrive(service(), server);
            server.connect().expectEnd();
            server.connect().expectEnd();
            first.ping();
            second.ping();
        }
    }

    private static byte[] random(long seed, int size) {
        var bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
