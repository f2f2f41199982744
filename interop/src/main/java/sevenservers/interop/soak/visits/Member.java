package sevenservers.interop.soak.visits;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import sevenservers.tests.ChatClient;
import sevenservers.tests.TestClient;

/**
 * A member of a chat that reads at once whatever comes, in a thread of its own, so
 * that it is never slow; the visit takes the lines when it likes.
 */
final class Member {

    private final BlockingQueue<Optional<String>> told =
            new LinkedBlockingQueue<>();
    private final ChatClient chat;
    private volatile AssertionError failure;

    /** Joins by a connection. */
    Member(TestClient client, String name) {
        chat = ChatClient.join(client, name);
        Thread.startVirtualThread(this::read);
    }

    String name() {
        return chat.name();
    }

    TestClient client() {
        return chat.client();
    }

    /** Says a text. */
    void say(String text) {
        chat.say(text);
    }

    /** What another member is told when this one says it. */
    String told(String text) {
        return "#[" + name() + "]>>> " + text;
    }

    /** What the others are told when this one leaves. */
    String left() {
        return "(User " + name() + " disconnected)";
    }

    /** Whether this one has said what another was told. */
    boolean hasSaid(String line) {
        return line.startsWith(told(""));
    }

    /** The next line that it was or will be told. */
    String hear() throws InterruptedException {
        Optional<String> line =
                told.poll(Place.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (line == null) {
            throw new AssertionError("a member is told nothing any more");
        }
        return line.orElseThrow(() -> failure != null ? failure
                : new AssertionError("a member's stream ended"));
    }

    /** All lines before a certain one, which must come. */
    List<String> hearUntil(String last) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        long end = System.nanoTime() + Place.PATIENCE.toNanos();
        String line = hear();
        while (!line.equals(last)) {
            lines.add(line);
            if (System.nanoTime() > end) {
                throw new AssertionError("a member was never told: " + last);
            }
            line = hear();
        }
        return lines;
    }

    /** Sends FIN, and waits for the end of the stream. */
    void leave() throws InterruptedException {
        client().finish();
        Optional<String> line;
        do {
            line = told.poll(Place.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } while (line != null && line.isPresent());
        if (line == null) {
            throw new AssertionError("a leaver's stream does not end");
        }
    }

    private void read() {
        try {
            for (String line; (line = client().readLineOrEnd()) != null;) {
                told.add(Optional.of(line));
            }
        } catch (AssertionError broken) {
            failure = broken;
        }
        told.add(Optional.empty());
    }
}
