package sevenservers.interop.soak.visits;

import java.util.ArrayList;
import java.util.List;
import sevenservers.contract.Service;
import sevenservers.tests.TestClient;

/**
 * More clients at once than the server serves: the last are turned away, and when
 * all have gone there is room again.
 *
 * @param limit how many the server serves at once
 */
record Crowd(Service service, int limit) implements Visit {

    private static final int TOO_MANY = 16;

    @Override
    public String title() {
        return "a crowd of too many";
    }

    @Override
    public boolean alone() {
        return true;
    }

    @Override
    public void pay(Place place) {
        List<TestClient> served = new ArrayList<>();
        for (int i = 0; i < limit + TOO_MANY; i++) {
            TestClient client = place.connect();
            if (isServed(client, place.newName())) {
                served.add(client);
            }
        }
        // Some who left just before may still be counted.
        if (served.size() > limit || served.size() < limit / 2) {
            throw new AssertionError("of a crowd of " + (limit + TOO_MANY) + ", "
                    + served.size() + " were served");
        }
        place.checked(served.size());
        served.forEach(client -> client.finish().readToEnd());
    }

    private boolean isServed(TestClient client, String name) {
        String word = service == Service.CHAT ? name + ":<handshake>" : name;
        String answer;
        try {
            answer = client.send(word + "\n").readLineOrEnd();
        } catch (AssertionError reset) {
            // The word has met a connection that was closed already.
            return false;
        }
        if (answer == null || answer.equals("! server full")) {
            return false;
        }
        if (!answer.equals(word) && !answer.startsWith("CLIENT: ")) {
            throw new AssertionError("a newcomer was told " + answer);
        }
        return true;
    }
}
