package sevenservers.contract.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Service;

/** Runs a chat client that is one of a module's other programs. */
@Command(mixinStandardHelpOptions = true,
        versionProvider = CommandLines.Version.class, sortOptions = false)
public abstract class ClientProgram implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Surroundings surroundings;
    private final Duration patience;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "1 to 32 of A-Z a-z 0-9 _ . -")
    private String name;

    @Option(names = "--host", paramLabel = "HOST",
            description = "where the server is (127.0.0.1)")
    private String host = ServerOptions.defaults().host();

    @Option(names = "--port", paramLabel = "PORT",
            description = "the server's port (3490)")
    private int port = Service.CHAT.port();

    /** A client between the console of this process and a server. */
    protected ClientProgram() {
        this(Surroundings.ofProcess(), PATIENCE);
    }

    /** A client that waits so long for the server to answer, and to end. */
    protected ClientProgram(Surroundings surroundings, Duration patience) {
        this.surroundings = surroundings;
        this.patience = patience;
    }

    /**
     * Joins and chats until the input ends.
     *
     * @throws IOException if the chat ends otherwise; its message is for people
     */
    protected abstract void chat(InetSocketAddress server, String name,
            Duration patience, Surroundings surroundings) throws IOException;

    @Override
    public final Integer call() throws IOException {
        if (port < 1 || port > 65_535) {
            throw misuse("--port must be from 1 to 65535, but is " + port);
        }
        chat(new InetSocketAddress(host, port), name, patience, surroundings);
        return 0;
    }

    /** To be thrown if the words make no sense, with a message for people. */
    protected final ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
