package sevenservers.interop.soak.visits;

import java.util.List;
import sevenservers.tests.ChatClient;
import sevenservers.tests.Task;

/**
 * A member who never reads, while another talks: it is ended, for what it has not
 * taken or for the time that it takes nothing, and the others are told.
 */
record DeafMember() implements Visit {

    private static final int MORE_THAN_IS_HELD = 4_000;
    private static final String TEXT = "x".repeat(1_000);

    @Override
    public String title() {
        return "one that never reads";
    }

    @Override
    public void pay(Place place) {
        ChatClient talker = place.join();
        ChatClient deaf = ChatClient.join(place.connectSlow(), place.newName());
        Task<List<String>> hearing =
                Hearing.beside(Hearing.left(deaf.name()), talker.client());
        for (int i = 0; i < MORE_THAN_IS_HELD && !hearing.isDone(); i++) {
            talker.type(TEXT);
        }
        hearing.await(Place.PATIENCE);
        place.leave(talker.client());
    }
}
