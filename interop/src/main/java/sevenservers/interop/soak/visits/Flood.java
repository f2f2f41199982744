package sevenservers.interop.soak.visits;

import java.util.List;
import sevenservers.tests.ChatClient;
import sevenservers.tests.Task;

/** A member that says much more at once than anybody wants to hear. */
record Flood() implements Visit {

    private static final String AGAIN = "! already joined";

    @Override
    public String title() {
        return "a flood";
    }

    @Override
    public void pay(Place place) {
        ChatClient talker = place.join();
        Task<List<String>> hearing = Hearing.beside(AGAIN, talker.client());
        String line = "y".repeat(place.between(1, 500)) + "\n";
        talker.client().send(line.repeat(place.between(50_000, 300_000)
                / line.length() / 4));
        talker.type(talker.name() + ":<handshake>");
        hearing.await(Place.PATIENCE);
        place.leave(talker.client());
    }
}
