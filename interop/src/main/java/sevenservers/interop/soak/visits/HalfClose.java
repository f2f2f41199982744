package sevenservers.interop.soak.visits;

import sevenservers.tests.TestClient;

/** A client that ends its own stream first, and then reads what is its due. */
record HalfClose() implements Visit {

    @Override
    public String title() {
        return "a half-close";
    }

    @Override
    public void pay(Place place) throws InterruptedException {
        TestClient client = place.connect();
        byte[] message = place.bytes(1, 30_000);
        client.send(message).finish();
        place.pause(0, 100);
        client.expect(message).expectEnd();
        place.checked(1);
    }
}
