package sevenservers.interop.soak.visits;

import sevenservers.tests.TestClient;

/**
 * A client that sends and never reads. The server must stop taking its bytes, and
 * end it when it has taken none of its own for too long.
 */
record Deaf() implements Visit {

    private static final int CHUNK = 32 * 1024;
    private static final int MORE_THAN_IS_TAKEN = 16 * 1024 * 1024;

    @Override
    public String title() {
        return "one that never reads";
    }

    @Override
    public void pay(Place place) {
        TestClient client = place.connectSlow();
        byte[] chunk = place.bytes(CHUNK, CHUNK);
        while (client.sent() < MORE_THAN_IS_TAKEN) {
            try {
                client.send(chunk);
            } catch (AssertionError ended) {
                return;
            }
        }
        throw new AssertionError("the server takes bytes without end");
    }
}
