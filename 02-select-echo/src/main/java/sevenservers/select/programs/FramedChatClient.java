package sevenservers.select.programs;

import static sevenservers.select.programs.FramedChatServer.CLIENT_IS;
import static sevenservers.select.programs.FramedChatServer.ERROR;
import static sevenservers.select.programs.FramedChatServer.NAME_IS;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import sevenservers.contract.Deadlines;
import sevenservers.contract.HostPort;
import sevenservers.contract.Limits;
import sevenservers.contract.Line;
import sevenservers.contract.LineDecoder;
import sevenservers.contract.OutboundQueue;
import sevenservers.contract.Quietly;
import sevenservers.contract.Text;
import sevenservers.contract.cli.Surroundings;

/**
 * A member of the framed chat: one thread and one selector wait for the console and
 * for the server at once, whichever comes first.
 *
 * <p>Retells the {@code select} chat client of the documents. What is typed reaches
 * the selector over a {@link ConsoleBridge}. What others say is escaped before it
 * is shown: a frame may contain what moves a terminal's cursor or looks like a line
 * of somebody else.
 *
 * <pre>
 *  JOINING --CLIENT: ...--> CHATTING --end of input, all sent--> LEAVING --> LEFT
 *     `- refusal, FIN, 10 s    `- FIN: "Shutting down."             FIN or 10 s
 * </pre>
 *
 * <p>What it leaves out: an incoming message tears the line that is being typed.
 * The project's own client has a line editor.
 */
final class FramedChatClient implements Closeable {

    private static final int CHUNK = 16 * 1024;

    private enum State {
        JOINING, CHATTING, LEAVING, LEFT
    }

    private final String name;
    private final String server;
    private final Duration patience;
    private final PrintStream out;
    private final boolean atTerminal;
    private final SocketChannel channel;
    private final ConsoleBridge console;
    private final Selector selector;
    private final SelectionKey chat;
    private final SelectionKey typing;
    private boolean late;
    private final Deadlines deadlines = new Deadlines();
    private final Deadlines.Deadline deadline =
            deadlines.deadline(() -> late = true);
    private final Frames.Decoder frames =
            new Frames.Decoder(FramedChatServer.LONGEST_TOLD);
    private final LineDecoder lines = new LineDecoder();
    private final OutboundQueue unsent = new OutboundQueue();
    private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
    private State state = State.JOINING;
    private String prompt = "";
    private boolean inputEnded;

    private FramedChatClient(SocketChannel channel, String name, Duration patience,
            Surroundings surroundings) throws IOException {
        this.name = name;
        this.patience = patience;
        this.out = surroundings.out();
        this.atTerminal = surroundings.atTerminal();
        this.channel = channel;
        server = HostPort.format((InetSocketAddress) channel.getRemoteAddress());
        selector = Selector.open();
        console = ConsoleBridge.open(surroundings.in());
        channel.configureBlocking(false);
        chat = channel.register(selector, SelectionKey.OP_READ);
        console.source().configureBlocking(false);
        typing = console.source().register(selector, 0);
    }

    /** A client that is connected, and joins when it is run. */
    static FramedChatClient connect(InetSocketAddress server, String name,
            Duration patience, Surroundings surroundings) throws IOException {
        var channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.socket().connect(server, (int) patience.toMillis());
            return new FramedChatClient(channel, name, patience, surroundings);
        } catch (IOException failure) {
            channel.close();
            String reason =
                    server.isUnresolved() ? "no such host" : failure.getMessage();
            throw new IOException("cannot reach " + HostPort.format(server) + ": "
                    + reason + " (choose with --host and --port)", failure);
        }
    }

    /**
     * Joins and chats until the input ends.
     *
     * @throws IOException if the server ends it; the message tells a person how
     */
    void run() throws IOException {
        say(NAME_IS + name);
        deadline.in(patience);
        while (state != State.LEFT) {
            watch();
            selector.select(deadlines.timeoutMillis());
            deadlines.runExpired();
            if (late) {
                expired();
            }
            for (SelectionKey key : selector.selectedKeys()) {
                if (key == typing) {
                    type();
                } else {
                    exchange();
                }
            }
            selector.selectedKeys().clear();
        }
    }

    /**
     * Typed lines are read when what was typed before is sent: else they would pile
     * up.
     */
    private void watch() throws IOException {
        if (inputEnded && state == State.CHATTING && unsent.isEmpty()) {
            state = State.LEAVING;
            channel.shutdownOutput();
        }
        boolean mayType =
                state == State.CHATTING && !inputEnded && unsent.isEmpty();
        typing.interestOps(mayType ? SelectionKey.OP_READ : 0);
        chat.interestOps(SelectionKey.OP_READ
                | (unsent.isEmpty() ? 0 : SelectionKey.OP_WRITE));
    }

    private void type() throws IOException {
        if (console.source().read(buffer.clear()) < 0) {
            inputEnded = true;
            deadline.in(patience);
            // A last line without a line feed is to be sent as well.
            buffer.put((byte) '\n');
        }
        buffer.flip();
        for (Line line; (line = lines.next(buffer)) != null;) {
            typed(line);
        }
        if (inputEnded) {
            leavePrompt();
            prompt = "";
        }
        print(prompt);
    }

    private void typed(Line line) throws IOException {
        switch (line) {
            case Line.Text(String text) when !text.isEmpty() -> say(text);
            case Line.Text _ -> {
            }
            case Line.NotUtf8 _ -> print("not sent: this line is not UTF-8\n");
            case Line.TooLong _ -> throw new IOException(
                    "cannot send a line of more than " + Limits.MAX_LINE
                            + " bytes");
        }
    }

    private void say(String text) {
        unsent.add(Frames.encode(text));
    }

    /** Sends and receives what the socket takes and has. */
    private void exchange() throws IOException {
        boolean ended = false;
        buffer.clear();
        try {
            unsent.writeTo(channel);
            ended = channel.read(buffer) < 0;
        } catch (IOException reset) {
            throw shuttingDown(reset);
        }
        buffer.flip();
        try {
            for (String text; (text = frames.next(buffer)) != null;) {
                received(text);
            }
        } catch (Frames.MalformedException malformed) {
            throw new IOException(
                    server + " is no framed-chat: " + malformed.getMessage(),
                    malformed);
        }
        if (ended) {
            ended();
        }
    }

    private void received(String text) throws IOException {
        if (state != State.JOINING) {
            leavePrompt();
            print(Text.escaped(text) + "\n" + prompt);
        } else if (text.startsWith(CLIENT_IS)) {
            joined(name + "@" + Text.escaped(text.substring(CLIENT_IS.length())));
        } else if (text.startsWith(ERROR)) {
            throw new IOException(
                    server + " refused: " + text.substring(ERROR.length()));
        } else {
            throw new IOException(server + " is no framed-chat: it said " + text);
        }
    }

    private void joined(String who) throws IOException {
        state = State.CHATTING;
        deadline.clear();
        if (atTerminal) {
            prompt = "[" + who + "]> ";
        }
        print("Connected to " + server + " as " + who + "\n" + prompt);
    }

    private void ended() throws IOException {
        if (state == State.JOINING) {
            throw new IOException(server + " ended the connection");
        } else if (state == State.CHATTING) {
            throw shuttingDown(null);
        }
        state = State.LEFT;
    }

    private IOException shuttingDown(IOException reset) throws IOException {
        leavePrompt();
        return new IOException("Shutting down.", reset);
    }

    private void expired() throws IOException {
        if (state == State.JOINING) {
            throw new IOException(server + " said nothing for "
                    + patience.toSeconds() + " s: is it a framed-chat?");
        } else if (state == State.CHATTING) {
            throw new IOException(server + " did not take all lines");
        }
        state = State.LEFT;
    }

    /** The cursor stands behind the prompt, if there is one. */
    private void leavePrompt() throws IOException {
        if (!prompt.isEmpty()) {
            print("\n");
        }
    }

    private void print(String text) throws IOException {
        out.print(text);
        if (out.checkError()) {
            throw new IOException("cannot write to standard output");
        }
    }

    @Override
    public void close() {
        Quietly.close(channel);
        Quietly.close(console);
        Quietly.close(selector);
    }
}
