package sevenservers.offload.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sevenservers.contract.Durations;
import sevenservers.contract.HostPort;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Text;
import sevenservers.contract.cli.CommandLines;

/**
 * Sends each word as a datagram, all at once, and shows the answers as they come,
 * in whatever order. A question or an answer may get lost, and nothing tells of
 * it: all that a client can do is to be patient for a while, and then give up.
 *
 * <p>Retells the interactive clients of the document, which wait for ever for an
 * answer that was lost.
 *
 * <p>What it leaves out: to ask again. Whoever does that must be sure that to be
 * heard twice does no harm, or tell by the answer which question it is for.
 */
@Command(name = "udp-client", mixinStandardHelpOptions = true,
        versionProvider = CommandLines.Version.class, sortOptions = false,
        description = "Sends words as datagrams and shows what is answered.",
        footer = "A TIME is a number and us, ms, s, m or h: 500ms, 10s.")
public final class UdpClient implements Callable<Integer> {

    /** What fits into a datagram of IPv4, beside the headers. */
    static final int LONGEST_WORD = 65_507;

    @Spec
    private CommandSpec spec;

    @Option(names = "--host", paramLabel = "HOST",
            description = "where the server is (127.0.0.1)")
    private String host = ServerOptions.defaults().host();

    @Option(names = "--port", paramLabel = "PORT",
            description = "the server's port (14000, the time)")
    private int port = UdpTimeServer.PORT;

    @Option(names = "--patience", paramLabel = "TIME",
            description = "so long it waits for the next answer (2s)")
    private String patience = "2s";

    @Parameters(paramLabel = "WORD",
            description = "what to ask (one empty datagram)")
    private List<String> words = List.of("");

    @Override
    public Integer call() throws IOException {
        List<byte[]> questions = words.stream().map(this::question).toList();
        int timeout = timeoutMillis();
        InetSocketAddress server = server();
        // A connected socket would let nobody but the server through, and tell when
        // nobody receives there; but the JDK's sends no empty datagram.
        try (var socket = new DatagramSocket()) {
            for (byte[] question : questions) {
                socket.send(new DatagramPacket(question, question.length, server));
            }
            showAnswers(socket, server, questions.size(), timeout);
            return 0;
        }
    }

    private byte[] question(String word) {
        byte[] question = word.getBytes(UTF_8);
        if (question.length > LONGEST_WORD) {
            throw misuse("a word must have at most " + LONGEST_WORD + " bytes");
        }
        return question;
    }

    private int timeoutMillis() {
        try {
            Duration time = Durations.parse(patience);
            if (time.isPositive()) {
                return Math.clamp(time.toMillis(), 1, Integer.MAX_VALUE);
            }
        } catch (IllegalArgumentException noTime) {
            throw misuse(noTime.getMessage());
        }
        throw misuse("--patience must be more than 0");
    }

    private InetSocketAddress server() throws IOException {
        if (port < 1 || port > 65_535) {
            throw misuse("--port must be from 1 to 65535, but is " + port);
        }
        var server = new InetSocketAddress(host, port);
        if (server.isUnresolved()) {
            throw new IOException("cannot reach " + HostPort.format(server)
                    + ": no such host (choose with --host and --port)");
        }
        return server;
    }

    private void showAnswers(DatagramSocket socket, InetSocketAddress server,
            int count, int timeoutMillis) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        for (int missing = count; missing > 0; missing--) {
            try {
                out.println(Text.escaped(receive(socket, server, timeoutMillis)));
                out.flush();
            } catch (SocketTimeoutException silence) {
                throw new IOException("answers that did not come: " + missing
                        + " of " + count
                        + " (choose with --host, --port and --patience)", silence);
            }
        }
    }

    /** Receives from the server. What others send is dropped, and wins no time. */
    private static String receive(DatagramSocket socket, InetSocketAddress server,
            int timeoutMillis) throws IOException {
        long deadline = System.nanoTime() + timeoutMillis * 1_000_000L;
        var packet = new DatagramPacket(new byte[UdpServer.LONGEST],
                UdpServer.LONGEST);
        do {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new SocketTimeoutException("only others have sent");
            }
            socket.setSoTimeout((int) Math.ceilDiv(left, 1_000_000));
            socket.receive(packet);
        } while (!packet.getSocketAddress().equals(server));
        return new String(packet.getData(), 0, packet.getLength(), UTF_8);
    }

    private ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
