package sevenservers.interop.soak.visits;

import sevenservers.tests.Task;
import sevenservers.tests.TestClient;

/**
 * An honest client with much to send, which reads at once or late, and may end its
 * own stream before it has read anything.
 *
 * @param late whether it begins to read only when the server has had to wait
 */
record Bulk(boolean late) implements Visit {

    @Override
    public String title() {
        return late ? "a late reader" : "large messages";
    }

    @Override
    public void pay(Place place) throws InterruptedException {
        TestClient client = late ? place.connectSlow() : place.connect();
        byte[] message = place.bytes(100_000, 1_000_000);
        Task<Void> sending = Task.start("sending a large message",
                () -> {
                    client.send(message).finish();
                });
        if (late) {
            place.pause(200, 1_500);
        }
        client.expect(message).expectEnd();
        sending.await(Place.PATIENCE);
        place.checked(1);
    }
}
