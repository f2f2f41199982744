package sevenservers.interop.soak.visits;

import java.util.ArrayList;
import java.util.List;
import sevenservers.tests.TestClient;

/** An honest client that sends many messages before it reads the first. */
record Pipeline() implements Visit {

    @Override
    public String title() {
        return "pipelined messages";
    }

    @Override
    public void pay(Place place) {
        TestClient client = place.connect();
        List<byte[]> messages = new ArrayList<>();
        for (int i = place.between(10, 100); i > 0; i--) {
            byte[] message = place.bytes(1, 300);
            messages.add(message);
            client.send(message);
        }
        messages.forEach(client::expect);
        place.checked(messages.size());
        place.leave(client);
    }
}
