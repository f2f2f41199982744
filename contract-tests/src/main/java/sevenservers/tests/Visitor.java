package sevenservers.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import sevenservers.contract.Service;

/**
 * A client of either service that can prove that it is being served. So a test of
 * what both services promise can be written once.
 */
public final class Visitor {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Service service;
    private final String name = "visitor-" + NUMBERS.incrementAndGet();
    private final TestClient client;
    private int pings;

    private Visitor(Service service, TestClient client) {
        this.service = service;
        this.client = client;
    }

    /** Connects, joins if it is a chat, and is served. */
    public static Visitor arrive(Service service, ServerUnderTest server) {
        return arrive(service, server.connect());
    }

    /** Joins if it is a chat, and is served. */
    public static Visitor arrive(Service service, TestClient client) {
        var visitor = new Visitor(service, client);
        if (service == Service.CHAT) {
            client.send(visitor.name + ":<handshake>\n");
            assertThat(client.readLine())
                    .as("the first line that a joiner receives")
                    .startsWith("CLIENT: ");
        } else {
            visitor.ping();
        }
        return visitor;
    }

    /** Connects, and is served, or is null if the server ends the connection. */
    public static Visitor arriveIfThereIsRoom(Service service,
            ServerUnderTest server) {
        var visitor = new Visitor(service, server.connect());
        String line =
                visitor.name + (service == Service.CHAT ? ":<handshake>" : "");
        try {
            String answer = visitor.client.send(line + "\n").readLineOrEnd();
            return answer == null || answer.equals("! server full") ? null
                    : visitor;
        } catch (AssertionError reset) {
            // The line has met a connection that was closed already.
            return null;
        }
    }

    public String name() {
        return name;
    }

    public TestClient client() {
        return client;
    }

    /**
     * Sends a line and reads until its answer comes: the line itself in an echo; in
     * a chat, where a second handshake is answered, what others say may come
     * before.
     */
    public void ping() {
        if (service == Service.ECHO) {
            String line = name + " " + pings++;
            client.send(line + "\n").expectLine(line);
        } else {
            client.send(name + ":<handshake>\n");
            expectAlreadyJoined();
        }
    }

    private void expectAlreadyJoined() {
        String line = client.readLine();
        while (!line.equals("! already joined")) {
            line = client.readLine();
        }
    }
}
