package sevenservers.virtual.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sevenservers.contract.HostPort;
import sevenservers.contract.Limits;
import sevenservers.contract.Line;
import sevenservers.contract.Quietly;
import sevenservers.contract.Text;
import sevenservers.contract.cli.Surroundings;

/**
 * A member of the chat as two plain loops: one thread waits for the server and
 * shows what it says, the other one waits for the person at the console and sends
 * what is typed.
 *
 * <p>Retells the chat client of the documents without a reactor. What others say is
 * escaped before it is shown. While the server takes nothing, the second loop waits
 * in its write, and so reads nothing more from the console.
 *
 * <p>What it leaves out: an incoming message tears the line that is being typed;
 * the project's own client has a line editor. And nothing can wake the thread that
 * waits for the console: when the server ends the chat, it is left behind, and does
 * not keep the process from ending.
 */
final class ChatClient implements Closeable {

    private static final String CLIENT_IS = "CLIENT: ";
    private static final String REFUSED = "! ";
    private static final int CHUNK = 8 * 1024;

    private final Socket socket = new Socket();
    private final String name;
    private final String server;
    private final Duration patience;
    private final Surroundings console;
    private final CountDownLatch ended = new CountDownLatch(1);
    private Lines told;
    private String prompt = "";
    private volatile boolean leaving;
    private volatile IOException failure;

    private ChatClient(InetSocketAddress server, String name, Duration patience,
            Surroundings console) {
        this.server = HostPort.format(server);
        this.name = name;
        this.patience = patience;
        this.console = console;
    }

    /**
     * A client that has joined.
     *
     * @param patience how long the server may take each time: to be reached, to
     *     answer, and to end
     * @throws IOException if it cannot join; the message tells a person why
     */
    static ChatClient join(InetSocketAddress server, String name,
            Duration patience, Surroundings console) throws IOException {
        var client = new ChatClient(server, name, patience, console);
        try {
            client.connect(server);
            client.join();
            return client;
        } catch (IOException failure) {
            client.close();
            throw failure;
        }
    }

    private void connect(InetSocketAddress address) throws IOException {
        try {
            socket.connect(address, (int) patience.toMillis());
            socket.setTcpNoDelay(true);
        } catch (IOException failed) {
            String reason =
                    address.isUnresolved() ? "no such host" : failed.getMessage();
            throw new IOException("cannot reach " + server + ": " + reason
                    + " (choose with --host and --port)", failed);
        }
    }

    private void join() throws IOException {
        told = new Lines(socket.getInputStream(), CHUNK);
        send(name + ":<handshake>");
        socket.setSoTimeout((int) patience.toMillis());
        String answer;
        try {
            answer = hear();
        } catch (SocketTimeoutException late) {
            throw new IOException(server + " said nothing for "
                    + patience.toSeconds() + " s: is it a chat?", late);
        }
        socket.setSoTimeout(0);
        if (answer == null) {
            throw closed();
        } else if (answer.startsWith(REFUSED)) {
            throw new IOException(
                    server + " refused: " + answer.substring(REFUSED.length()));
        } else if (!answer.startsWith(CLIENT_IS)) {
            throw new IOException(server + " is no chat: it said " + answer);
        }
        String who = name + "@"
                + Text.escaped(answer.substring(CLIENT_IS.length()));
        print("Connected to " + server + " as " + who + "\n");
        if (console.atTerminal()) {
            prompt = "[" + who + "]> ";
        }
    }

    /**
     * Chats until the input ends.
     *
     * @throws IOException if the chat ends otherwise; the message tells a person
     *     how
     */
    void chat() throws IOException {
        Thread.ofVirtual().name("console").start(this::type);
        try {
            for (String text; (text = hear()) != null;) {
                show(text);
            }
            if (failure != null) {
                throw failure;
            } else if (!leaving) {
                throw closed();
            }
        } finally {
            ended.countDown();
            leavePrompt();
        }
    }

    /** The next line that the server says, or null if the chat is over. */
    private String hear() throws IOException {
        try {
            return switch (told.next()) {
                case Line.Text(String text) -> text;
                case null -> null;
                default -> throw new IOException(
                        server + " is no chat: it sent what is no line");
            };
        } catch (SocketException broken) {
            if (socket.isClosed()) {
                // leave() has lost its patience.
                return null;
            }
            throw new IOException(server + " ended the chat: the connection broke: "
                    + broken.getMessage(), broken);
        }
    }

    private IOException closed() {
        return new IOException(
                server + " ended the chat: the connection was closed");
    }

    /** The other loop. */
    private void type() {
        try {
            prompt();
            var typed = new Lines(typedBytes(), CHUNK);
            for (Line line; (line = next(typed)) != null;) {
                say(line);
                prompt();
            }
        } catch (SocketException broken) {
            // The loop that hears the server notices it, too.
            return;
        } catch (IOException failed) {
            failure = failed;
        }
        leave();
    }

    /** A last line without a line feed is to be sent as well. */
    private InputStream typedBytes() {
        return new SequenceInputStream(console.in(),
                new ByteArrayInputStream(new byte[] {'\n'}));
    }

    private static Line next(Lines typed) throws IOException {
        try {
            return typed.next();
        } catch (IOException unreadable) {
            throw new IOException(
                    "cannot read standard input: " + unreadable.getMessage(),
                    unreadable);
        }
    }

    private void say(Line line) throws IOException {
        switch (line) {
            case Line.Text(String text) when text.isEmpty() -> {
            }
            case Line.Text(String text) when isTooLong(text) ->
                print("not sent: too long\n");
            case Line.Text(String text) -> send(name + ":" + text);
            case Line.NotUtf8 _ -> print("not sent: this line is not UTF-8\n");
            case Line.TooLong _ -> throw new IOException(
                    "cannot send a line of more than " + Limits.MAX_LINE
                            + " bytes");
        }
    }

    private boolean isTooLong(String text) {
        return (name + ":" + text).getBytes(UTF_8).length > Limits.MAX_LINE;
    }

    private void send(String line) throws IOException {
        socket.getOutputStream().write((line + "\n").getBytes(UTF_8));
    }

    /** Says that this was all, and leaves the server a while to say the rest. */
    private void leave() {
        leaving = true;
        leavePrompt();
        try {
            socket.shutdownOutput();
            if (!ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                socket.close();
            }
        } catch (IOException broken) {
            // The loop that hears the server notices it, too.
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void show(String text) throws IOException {
        String next = prompt.isEmpty() ? "" : "\n";
        print(next + Text.escaped(text) + "\n" + prompt);
    }

    private synchronized void prompt() throws IOException {
        print(prompt);
    }

    /** The cursor stands behind the prompt, if there is one, for the last time. */
    private synchronized void leavePrompt() {
        if (!prompt.isEmpty()) {
            console.out().print("\n");
            prompt = "";
        }
    }

    private void print(String text) throws IOException {
        console.out().print(text);
        if (console.out().checkError()) {
            throw new IOException("cannot write to standard output");
        }
    }

    /** Ends the connection, and with it what the other loop sends. */
    @Override
    public void close() {
        Quietly.close(socket);
    }
}
