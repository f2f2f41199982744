package sevenservers.interop.soak.visits;

import java.util.List;
import java.util.stream.IntStream;

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
    public void pay(Place place) throws InterruptedException {
        Member listener = place.join();
        Member leaver = place.join();
        int lines = place.between(1, 100);
        List<String> texts =
                IntStream.range(0, lines).mapToObj(i -> "last " + i).toList();
        leaver.client().send(String.join("\n", texts) + "\nnever");
        leaver.leave();
        List<String> heard = listener.hearUntil(leaver.left()).stream()
                .filter(leaver::hasSaid).toList();
        if (!heard.equals(texts.stream().map(leaver::told).toList())) {
            throw new AssertionError("of " + lines + " last lines came "
                    + heard.size() + ", or others");
        }
        place.checked(lines);
    }
}
