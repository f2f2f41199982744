package sevenservers.interop.soak.visits;

import sevenservers.tests.TestClient;

/** A client of an echo that says nothing for a while; it may stay. */
record Silent() implements Visit {

    @Override
    public String title() {
        return "one that says nothing";
    }

    @Override
    public void pay(Place place) throws InterruptedException {
        TestClient client = place.connect();
        place.pause(500, 2_500);
        byte[] message = place.bytes(1, 10);
        client.send(message).expect(message);
        place.checked(1);
        place.leave(client);
    }
}
