package sevenservers.interop.soak.visits;

import sevenservers.tests.TestClient;

/** Clients that come, say a word or none, and go, one after the other. */
record Churn() implements Visit {

    @Override
    public String title() {
        return "coming and going";
    }

    @Override
    public void pay(Place place) {
        for (int i = place.between(5, 20); i > 0; i--) {
            TestClient client = place.connect();
            byte[] message = place.bytes(0, 20);
            client.send(message);
            if (place.between(0, 1) == 1) {
                client.expect(message);
                place.checked(1);
            }
            place.leave(client);
        }
    }
}
