package sevenservers.interop.soak.visits;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.function.UnaryOperator;
import sevenservers.tests.TestClient;

/**
 * A client that breaks a rule: it is told which, and its connection ends.
 *
 * @param words what it sends, of a name that is free, as ISO 8859-1
 * @param reason what it is told
 */
record Refusal(String title, UnaryOperator<String> words, String reason)
        implements
            Visit {

    @Override
    public void pay(Place place) {
        TestClient client = place.connect();
        client.send(words.apply(place.newName()).getBytes(ISO_8859_1));
        String line = client.readLine();
        while (!line.equals("! " + reason)) {
            line = client.readLine();
        }
        client.expectEnd();
        place.checked(1);
    }
}
