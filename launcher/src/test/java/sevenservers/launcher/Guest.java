package sevenservers.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sevenservers.contract.Service;
import sevenservers.tests.Chat;
import sevenservers.tests.KernelQueues;
import sevenservers.tests.ServerUnderTest;
import sevenservers.tests.TestClient;
import sevenservers.tests.Wait;

/**
 * A client of either service that says lines, and checks that they are heard: in an
 * echo it hears its own, in a chat all others do.
 */
final class Guest {

    private final TestClient client;
    private final String prefix;
    private final List<Guest> hearers = new ArrayList<>();
    private final List<String> heardEarly = new ArrayList<>();
    private int lastSaid;

    private Guest(TestClient client, String prefix) {
        this.client = client;
        this.prefix = prefix;
    }

    /** So many guests, who have all been served once. */
    static List<Guest> arrive(int count, Service service, ServerUnderTest server) {
        return switch (service) {
            case ECHO -> connect(count, server);
            case CHAT -> join(count, server);
        };
    }

    private static List<Guest> connect(int count, ServerUnderTest server) {
        List<Guest> guests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var guest = new Guest(server.connect(), "");
            guest.hearers.add(guest);
            guest.say("hello").expectHeard("hello");
            guests.add(guest);
        }
        return guests;
    }

    @SuppressWarnings("resource") // It is the caller's server.
    private static List<Guest> join(int count, ServerUnderTest server) {
        var chat = new Chat(server);
        List<Guest> guests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = "guest-" + i;
            TestClient client = chat.join(name).client();
            guests.add(new Guest(client, "#[" + name + "]>>> "));
        }
        for (Guest guest : guests) {
            guest.hearers.addAll(guests);
            guest.hearers.remove(guest);
        }
        return guests;
    }

    /** Says a line. */
    Guest say(String text) {
        client.send(text + "\n");
        lastSaid = text.getBytes(UTF_8).length + 1;
        return this;
    }

    /** Waits until the last line has arrived at the server, which does not read. */
    void awaitUnread() {
        Wait.until("the line lies unread in the server's kernel", client.patience(),
                () -> KernelQueues.of(client).serverUnread() == lastSaid);
    }

    /** Checks the next lines of this guest that are heard by whoever should. */
    void expectHeard(String... texts) {
        for (Guest hearer : hearers) {
            for (String text : texts) {
                assertThat(hearer.next(prefix)).as("the next line that is heard")
                        .isEqualTo(prefix + text);
            }
        }
    }

    /** The next line of one guest; what others have said before it is kept. */
    private String next(String prefix) {
        Optional<String> early = heardEarly.stream()
                .filter(line -> line.startsWith(prefix)).findFirst();
        if (early.isPresent()) {
            heardEarly.remove(early.get());
            return early.get();
        }
        String line = client.readLine();
        while (!line.startsWith(prefix)) {
            heardEarly.add(line);
            line = client.readLine();
        }
        return line;
    }
}
