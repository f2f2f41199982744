package sevenservers.interop.soak.visits;

import sevenservers.tests.TestClient;

/** A client that breaks off in the midst of what it sends. */
record ResetAmidBurst() implements Visit {

    @Override
    public String title() {
        return "a reset amid a burst";
    }

    @Override
    public void pay(Place place) throws InterruptedException {
        TestClient client = place.connect();
        for (int i = place.between(1, 30); i > 0; i--) {
            client.send(place.bytes(1, 8_000));
        }
        place.pause(0, 5);
        client.reset();
    }
}
