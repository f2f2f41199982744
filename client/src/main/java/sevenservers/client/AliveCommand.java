package sevenservers.client;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import sevenservers.contract.cli.CommandLines;

/**
 * Asks whether a server is alive, of either service: who says nothing and ends its
 * stream is soon answered by the end of the other. To accept a connection is no
 * proof, the kernel does so for a server that hangs.
 */
@Command(name = "alive", mixinStandardHelpOptions = true,
        versionProvider = CommandLines.Version.class, sortOptions = false,
        description = {
            "Asks whether a server is alive, at the port of the chat or, if none "
                    + "answers there, at that of the echo.",
            "Exit status: 0 if one is, 1 if not."})
final class AliveCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** A full server says so first. */
    private static final int LONGEST_ANSWER = 100;

    private final ChatCommand options;

    @Spec
    private CommandSpec spec;

    AliveCommand(ChatCommand options) {
        this.options = options;
    }

    @Override
    public Integer call() throws IOException {
        options.expectNoNameBefore("alive");
        List<Integer> ports = options.ports();
        for (int port : ports) {
            if (answers(port)) {
                spec.commandLine().getOut().println(where(port) + " is alive");
                return 0;
            }
        }
        throw new IOException("no server answers at "
                + ports.stream().map(this::where)
                        .collect(Collectors.joining(" or ")));
    }

    private boolean answers(int port) {
        try (Socket socket = Dial.open(options.host(), port, PATIENCE)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.shutdownOutput();
            byte[] answer = socket.getInputStream().readNBytes(LONGEST_ANSWER);
            return answer.length < LONGEST_ANSWER;
        } catch (IOException silence) {
            return false;
        }
    }

    private String where(int port) {
        return Dial.where(options.host(), port);
    }
}
