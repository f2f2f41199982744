package sevenservers.interop.soak.visits;

import sevenservers.tests.TestClient;

/** A client that sends each byte on its own. */
record ByteByByte() implements Visit {

    @Override
    public String title() {
        return "bytes one by one";
    }

    @Override
    public void pay(Place place) throws InterruptedException {
        TestClient client = place.connect();
        byte[] message = place.bytes(10, 100);
        for (byte one : message) {
            client.send(one);
            place.pause(0, 3);
        }
        client.expect(message);
        place.checked(1);
        place.leave(client);
    }
}
