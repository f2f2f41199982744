package sevenservers.tests;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Clients of an echo whose {@link Wire} is ragged: E2. */
public interface EchoWireContract extends WireContract {

    @Test
    @DisplayName("E2: FIN behind 16 MB that are read late: all comes back")
    default void muchIsPendingAtFin() {
        byte[] bytes = new byte[16_000_000];
        new Random(1).nextBytes(bytes);
        try (var server = start()) {
            TestClient client = server.connectThrough(RAGGED);
            var sending = Task.start("sending 16 MB and FIN", () -> {
                client.write(bytes);
                client.finish();
            });
            Wait.untilStalled(sending, client.link()::deliveredToServer);
            client.expect(bytes).expectEnd();
            sending.await(server.patience());
        }
    }
}
