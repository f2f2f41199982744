package sevenservers.interop.soak.visits;

import java.util.ArrayList;
import java.util.List;
import sevenservers.tests.Task;
import sevenservers.tests.TestClient;

/** Hears what is said in a room where strangers speak, too. */
final class Hearing {

    private Hearing() {
    }

    /** All lines before a certain one, which must come. */
    static List<String> until(String last, TestClient client) {
        List<String> lines = new ArrayList<>();
        for (String line; !(line = client.readLine()).equals(last);) {
            lines.add(line);
        }
        return lines;
    }

    /** The same in a thread of its own, so that who hears is never slow. */
    static Task<List<String>> beside(String last, TestClient client) {
        return Task.start("hearing " + last, () -> until(last, client));
    }

    /** What a member's leaving is told by. */
    static String left(String name) {
        return "(User " + name + " disconnected)";
    }

    /** The beginning of all that a member says. */
    static String by(String name) {
        return "#[" + name + "]>>> ";
    }
}
