package sevenservers.interop.soak.visits;

import sevenservers.tests.TestClient;

/** An honest client that sends a message and waits for it, again and again. */
record PingPong() implements Visit {

    @Override
    public String title() {
        return "small messages";
    }

    @Override
    public void pay(Place place) {
        TestClient client = place.connect();
        int rounds = place.between(1, 50);
        for (int i = 0; i < rounds; i++) {
            byte[] message = place.bytes(1, 200);
            client.send(message).expect(message);
        }
        place.checked(rounds);
        place.leave(client);
    }
}
