package sevenservers.interop.soak.visits;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import sevenservers.tests.ChatClient;
import sevenservers.tests.Task;

/** A member who sends each byte of a line on its own. */
record SlowTyping() implements Visit {

    private static final String TEXT = "zwölf Boxkämpfer";

    @Override
    public String title() {
        return "bytes one by one";
    }

    @Override
    public void pay(Place place) throws InterruptedException {
        ChatClient listener = place.join();
        ChatClient typist = place.join();
        Task<List<String>> hearing = Hearing
                .beside(Hearing.by(typist.name()) + TEXT, listener.client());
        for (byte one : (TEXT + "\n").getBytes(UTF_8)) {
            typist.client().send(one);
            place.pause(0, 3);
        }
        hearing.await(Place.PATIENCE);
        place.checked(1);
        place.leave(typist.client());
    }
}
