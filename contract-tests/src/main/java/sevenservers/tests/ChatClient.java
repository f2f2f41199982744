package sevenservers.tests;

import static org.assertj.core.api.Assertions.assertThat;

/** A member of a chat: it says things and checks, line by line, what it is told. */
public final class ChatClient {

    private static final String CLIENT = "CLIENT: ";

    private final TestClient client;
    private final String name;
    private final String address;

    private ChatClient(TestClient client, String name) {
        this.client = client;
        this.name = name;
        client.send(name + ":<handshake>\n");
        String first = client.readLine();
        assertThat(first).as("the first line that %s receives", name)
                .startsWith(CLIENT);
        address = first.substring(CLIENT.length());
    }

    /**
     * Joins by a connection, and checks that the first line is the joiner's
     * address.
     */
    public static ChatClient join(TestClient client, String name) {
        return new ChatClient(client, name);
    }

    public String name() {
        return name;
    }

    /** The address as the server sees it. */
    public String address() {
        return address;
    }

    /** The connection, for bytes that are no lines. */
    public TestClient client() {
        return client;
    }

    /** Says a text, whatever it is, after the own prefix. */
    public ChatClient say(String text) {
        return type(name + ":" + text);
    }

    /** Sends a line as it is. */
    public ChatClient type(String line) {
        client.send(line + "\n");
        return this;
    }

    /** Checks the next line. */
    public ChatClient expect(String line) {
        assertThat(client.readLine()).as("the next line that %s receives", name)
                .isEqualTo(line);
        return this;
    }

    /** Checks that the next line is what another member said. */
    public ChatClient expectSaid(ChatClient author, String text) {
        return expect("#[" + author.name + "]>>> " + text);
    }

    /** Checks that the next line is the notice of a member's coming. */
    public ChatClient expectJoined(ChatClient joiner) {
        return expect(
                "(User " + joiner.name + " connected from " + joiner.address + ")");
    }

    /** Checks that the next line is the notice of a member's going. */
    public ChatClient expectLeft(ChatClient leaver) {
        return expect("(User " + leaver.name + " disconnected)");
    }

    /**
     * Checks that the author's lines so far have told this member nothing: the
     * author says one more, and it is the next that comes.
     */
    public ChatClient expectNothingFrom(ChatClient author) {
        author.say("nothing before this");
        return expectSaid(author, "nothing before this");
    }

    /** Checks that the server says why it ends the connection, and ends it. */
    public void expectRefusal(String reason) {
        expect("! " + reason);
        client.expectEnd();
    }
}
