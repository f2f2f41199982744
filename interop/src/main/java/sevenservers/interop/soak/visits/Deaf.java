package sevenservers.interop.soak.visits;

import java.time.Duration;
import sevenservers.tests.TestClient;

/**
 * A client that sends and never reads. The server must stop taking its bytes, and
 * end it when it has taken none of its own for too long.
 */
record Deaf() implements Visit {

    private static final int CHUNK = 32 * 1024;
    private static final Duration TOO_LONG = Duration.ofSeconds(30);

    @Override
    public String title() {
        return "one that never reads";
    }

    @Override
    public void pay(Place place) throws InterruptedException {
        TestClient client = place.connectSlow();
        byte[] chunk = place.bytes(CHUNK, CHUNK);
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < TOO_LONG.toNanos()) {
            try {
                client.send(chunk);
            } catch (AssertionError ended) {
                return;
            }
            // While it ends, the server drops whatever comes.
            place.pause(1, 2);
        }
        throw new AssertionError("the server bears who never reads");
    }
}
