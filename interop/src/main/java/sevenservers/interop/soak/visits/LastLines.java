package sevenservers.interop.soak.visits;

import java.util.List;
import java.util.stream.IntStream;
import sevenservers.tests.ChatClient;
import sevenservers.tests.Task;

/**
 * A member who says its last lines and half-closes: they are all delivered, but not
 * the one without its end.
 */
record LastLines() implements Visit {

    @Override
    public String title() {
        return "a half-close";
    }

    @Override
    public void pay(Place place) {
        ChatClient listener = place.join();
        ChatClient leaver = place.join();
        Task<List<String>> hearing =
                Hearing.beside(Hearing.left(leaver.name()), listener.client());
        int lines = place.between(1, 100);
        List<String> texts =
                IntStream.range(0, lines).mapToObj(i -> "last " + i).toList();
        leaver.client().send(String.join("\n", texts) + "\nnever").finish()
                .readToEnd();
        String author = Hearing.by(leaver.name());
        List<String> heard = hearing.await(Place.PATIENCE).stream()
                .filter(line -> line.startsWith(author)).toList();
        if (!heard.equals(texts.stream().map(author::concat).toList())) {
            throw new AssertionError("of " + lines + " last lines came "
                    + heard.size() + ", or others");
        }
        place.checked(lines);
    }
}
