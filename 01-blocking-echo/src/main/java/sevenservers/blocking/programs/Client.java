package sevenservers.blocking.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sevenservers.contract.HostPort;
import sevenservers.contract.Limits;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Service;
import sevenservers.contract.Text;
import sevenservers.contract.cli.CommandLines;

/**
 * What the two clients share: whom they talk to, what they send, and how that
 * fails.
 */
@Command(mixinStandardHelpOptions = true,
        versionProvider = CommandLines.Version.class, sortOptions = false)
abstract class Client implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Duration patience;

    @Spec
    private CommandSpec spec;

    @Option(names = "--host", paramLabel = "HOST",
            description = "where the server is (127.0.0.1)")
    private String host = ServerOptions.defaults().host();

    @Option(names = "--port", paramLabel = "PORT",
            description = "the server's port (8881)")
    private int port = Service.ECHO.port();

    @Parameters(paramLabel = "TEXT",
            description = "the lines to send (three of its own)")
    private String[] lines =
            {"Three lines set out", "to see a server,", "and came home."};

    Client() {
        this(PATIENCE);
    }

    /** A client that waits so long for a connection, and for each answer. */
    Client(Duration patience) {
        this.patience = patience;
    }

    @Override
    public final Integer call() throws IOException {
        String text = text();
        try (Socket socket = connect()) {
            converse(socket, text);
            return 0;
        } catch (SocketTimeoutException silence) {
            throw new IOException("nothing came from the server for "
                    + patience.toSeconds() + " s", silence);
        } catch (SocketException broken) {
            throw new IOException("the connection broke: " + broken.getMessage(),
                    broken);
        }
    }

    /**
     * Sends the text and checks what comes back.
     *
     * @throws IOException if it is something else
     */
    abstract void converse(Socket socket, String text) throws IOException;

    /**
     * What to send. It is short enough for a server to hold all of it: a longer
     * text would need a second thread, which reads while this one sends, else both
     * ends could wait for ever for the other to read.
     */
    private String text() {
        String text = String.join("\n", lines);
        if (text.getBytes(UTF_8).length >= Limits.ECHO_BUFFER) {
            throw new ParameterException(spec.commandLine(),
                    "a text must have less than " + Limits.ECHO_BUFFER + " bytes");
        }
        return text;
    }

    private Socket connect() throws IOException {
        if (port < 1 || port > 65_535) {
            throw new ParameterException(spec.commandLine(),
                    "--port must be from 1 to 65535, but is " + port);
        }
        var server = new InetSocketAddress(host, port);
        var socket = new Socket();
        try {
            socket.connect(server, (int) patience.toMillis());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) patience.toMillis());
            say("Connected to " + HostPort.format(server));
            return socket;
        } catch (IOException failure) {
            socket.close();
            String reason =
                    server.isUnresolved() ? "no such host" : failure.getMessage();
            throw new IOException("cannot reach " + HostPort.format(server) + ": "
                    + reason + " (choose with --host and --port)", failure);
        }
    }

    /** Shows a text line by line, each after a word that says what it is. */
    void show(String word, byte... text) {
        new String(text, UTF_8).lines()
                .forEach(line -> say(word + ": " + Text.escaped(line)));
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    /**
     * Checks that what came back, up to the end of the stream, is what was sent.
     */
    static void compare(byte[] sent, byte[] received) throws IOException {
        int difference = Arrays.mismatch(sent, received);
        if (difference == sent.length) {
            throw new IOException("more came back than was sent");
        } else if (difference == received.length) {
            throw new IOException("the server ended the connection after "
                    + difference + " of " + sent.length + " bytes");
        } else if (difference >= 0) {
            throw new IOException("byte " + (difference + 1) + " of " + sent.length
                    + " came back changed");
        }
    }
}
