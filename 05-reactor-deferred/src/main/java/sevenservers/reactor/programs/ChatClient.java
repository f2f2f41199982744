package sevenservers.reactor.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import sevenservers.contract.HostPort;
import sevenservers.contract.Limits;
import sevenservers.contract.Line;
import sevenservers.contract.Text;
import sevenservers.contract.cli.Surroundings;
import sevenservers.reactor.ClientFactory;
import sevenservers.reactor.Deferred;
import sevenservers.reactor.DelayedCall;
import sevenservers.reactor.LineReceiver;
import sevenservers.reactor.Protocol;
import sevenservers.reactor.Reactor;
import sevenservers.reactor.Reason;
import sevenservers.reactor.StandardIO;

/**
 * A member of the chat, as two protocols: one talks to the server, the other one to
 * the person at the console, and each hands on to the other what it receives.
 *
 * <p>Retells the Twisted chat client of the documents. What others say is escaped
 * before it is shown. The console is the producer of what is sent to the server: it
 * is not read while the server does not take what was typed before.
 *
 * <pre>
 *  JOINING --CLIENT: ...--> CHATTING --end of input--> LEAVING --FIN--> LEFT
 *     `- refusal, FIN, 10 s    `- FIN: the server ended the connection
 * </pre>
 *
 * <p>What it leaves out: an incoming message tears the line that is being typed.
 * The project's own client has a line editor.
 */
final class ChatClient {

    private static final String CLIENT_IS = "CLIENT: ";
    private static final String REFUSED = "! ";

    private enum State {
        JOINING, CHATTING, LEAVING, LEFT
    }

    private final Reactor reactor;
    private final String name;
    private final String server;
    private final Duration patience;
    private final Surroundings surroundings;
    private final ServerProtocol chat = new ServerProtocol();
    private final ConsoleProtocol console = new ConsoleProtocol();
    private final Deferred<Void> left = new Deferred<>();
    private DelayedCall clock;
    private State state = State.JOINING;
    private String prompt = "";

    private ChatClient(Reactor reactor, InetSocketAddress server, String name,
            Duration patience, Surroundings surroundings) {
        this.reactor = reactor;
        this.name = name;
        this.server = HostPort.format(server);
        this.patience = patience;
        this.surroundings = surroundings;
    }

    /**
     * Joins and chats until the input ends.
     *
     * @param patience how long the server may take each time: to be reached, to
     *     answer, and to end
     * @return succeeds when the client has left; fails with an exception whose
     *     message tells a person how the chat has ended otherwise
     * @throws IOException if the system has no descriptor left
     */
    static Deferred<Void> chat(Reactor reactor, InetSocketAddress server,
            String name, Duration patience, Surroundings surroundings)
            throws IOException {
        var client = new ChatClient(reactor, server, name, patience, surroundings);
        reactor.connectTCP(server, patience, client.new ServerFactory());
        return client.left;
    }

    private final class ServerFactory implements ClientFactory {

        @Override
        public Protocol buildProtocol(InetSocketAddress peer) {
            return chat;
        }

        @Override
        public void clientConnectionFailed(Reason reason) {
            fail("cannot reach " + server + ": " + reason.message()
                    + " (choose with --host and --port)");
        }
    }

    private final class ServerProtocol extends LineReceiver {

        @Override
        protected void connectionMade() {
            clock = reactor.callLater(patience, ChatClient.this::late);
            sendLine(name + ":<handshake>");
        }

        @Override
        protected void lineReceived(Line line) {
            if (!(line instanceof Line.Text(String text))) {
                fail(server + " is no chat: it sent what is no line");
            } else if (state != State.JOINING) {
                console.show(text);
            } else if (text.startsWith(CLIENT_IS)) {
                joined(name + "@"
                        + Text.escaped(text.substring(CLIENT_IS.length())));
            } else if (text.startsWith(REFUSED)) {
                fail(server + " refused: " + text.substring(REFUSED.length()));
            } else {
                fail(server + " is no chat: it said " + text);
            }
        }

        void say(String text) {
            sendLine(name + ":" + text);
        }

        @Override
        protected void connectionLost(Reason reason) {
            if (state == State.LEAVING && reason instanceof Reason.Done) {
                left();
            } else {
                fail(server + " ended the chat: " + reason.message());
            }
        }
    }

    private final class ConsoleProtocol extends LineReceiver {

        @Override
        protected void connectionMade() {
            chat.transport().registerProducer(transport());
        }

        @Override
        protected void lineReceived(Line line) {
            switch (line) {
                case Line.Text(String text) when text.isEmpty() -> {
                }
                case Line.Text(String text) when isTooLong(text) ->
                    print("not sent: too long\n");
                case Line.Text(String text) -> chat.say(text);
                case Line.NotUtf8 _ -> print("not sent: this line is not UTF-8\n");
                case Line.TooLong _ -> fail("cannot send a line of more than "
                        + Limits.MAX_LINE + " bytes");
            }
            print(prompt);
        }

        /** A last line without a line feed is to be sent as well. */
        @Override
        protected void readConnectionLost() {
            leavePrompt();
            prompt = "";
            dataReceived(ByteBuffer.wrap(new byte[] {'\n'}));
            leave();
        }

        void show(String text) {
            leavePrompt();
            print(Text.escaped(text) + "\n" + prompt);
        }

        /** The cursor stands behind the prompt, if there is one. */
        void leavePrompt() {
            if (!prompt.isEmpty()) {
                print("\n");
            }
        }

        void print(String text) {
            transport().write(UTF_8.encode(text));
        }

        /** It is no connection that breaks; the cause alone says what does. */
        @Override
        protected void connectionLost(Reason reason) {
            fail(reason instanceof Reason.Lost(IOException cause)
                    ? cause.getMessage() : reason.message());
        }
    }

    private boolean isTooLong(String text) {
        return (name + ":" + text).getBytes(UTF_8).length > Limits.MAX_LINE;
    }

    private void joined(String who) {
        state = State.CHATTING;
        clock.cancel();
        if (surroundings.atTerminal()) {
            prompt = "[" + who + "]> ";
        }
        StandardIO.open(reactor, console, surroundings.in(), surroundings.out());
        console.print("Connected to " + server + " as " + who + "\n" + prompt);
    }

    private void leave() {
        if (state == State.CHATTING) {
            state = State.LEAVING;
            chat.transport().loseWriteConnection();
            clock = reactor.callLater(patience, this::late);
        }
    }

    private void late() {
        if (state == State.JOINING) {
            fail(server + " said nothing for " + patience.toSeconds()
                    + " s: is it a chat?");
        } else if (chat.transport().unsent() > 0) {
            fail(server + " did not take all lines");
        } else {
            left();
        }
    }

    private void left() {
        if (end()) {
            left.callback(null);
        }
    }

    private void fail(String message) {
        if (end()) {
            // Its transport may be closed already, with that of the chat.
            if (!prompt.isEmpty()) {
                surroundings.out().print("\n");
            }
            left.errback(new IOException(message));
        }
    }

    /** Ends what there is, once. */
    private boolean end() {
        boolean first = state != State.LEFT;
        state = State.LEFT;
        if (chat.transport() != null) {
            clock.cancel();
            chat.transport().discardUnsent();
            chat.transport().loseConnection();
        }
        if (console.transport() != null) {
            console.transport().loseConnection();
        }
        return first;
    }
}
