package sevenservers.tests;

import java.util.ArrayList;
import java.util.List;

/** A chat server under test, and the members who are in its room and read along. */
public final class Chat implements AutoCloseable {

    private final ServerUnderTest server;
    private final List<ChatClient> members = new ArrayList<>();

    public Chat(ServerUnderTest server) {
        this.server = server;
    }

    public ServerUnderTest server() {
        return server;
    }

    /** A connection that has not joined. */
    public TestClient connect() {
        return server.connect();
    }

    /** A new member, of whom all other members are told. */
    public ChatClient join(String name) {
        return join(server.connect(), name);
    }

    /** A new member that joins by this connection. */
    public ChatClient join(TestClient client, String name) {
        ChatClient joiner = ChatClient.join(client, name);
        members.forEach(member -> member.expectJoined(joiner));
        members.add(joiner);
        return joiner;
    }

    /** Checks that a member has left and that all others are told so. */
    public void expectLeft(ChatClient leaver) {
        members.remove(leaver);
        members.forEach(member -> member.expectLeft(leaver));
    }

    /** Ends the clients, then the server. */
    @Override
    public void close() {
        server.close();
    }
}
