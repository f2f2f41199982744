package sevenservers.reactor.programs;

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
import sevenservers.contract.ChatSession;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Service;
import sevenservers.contract.cli.CommandLines;
import sevenservers.contract.cli.Surroundings;
import sevenservers.reactor.Reactor;

/** Runs the chat client of two protocols. */
@Command(name = "client", mixinStandardHelpOptions = true,
        versionProvider = CommandLines.Version.class, sortOptions = false,
        description = "Joins a chat; the end of input (Ctrl-D) leaves it.")
public final class ChatClientCommand implements Callable<Integer> {

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

    public ChatClientCommand() {
        this(Surroundings.ofProcess(), PATIENCE);
    }

    /** A client that waits so long for the server to answer, and to end. */
    ChatClientCommand(Surroundings surroundings, Duration patience) {
        this.surroundings = surroundings;
        this.patience = patience;
    }

    @Override
    public Integer call() throws IOException {
        if (port < 1 || port > 65_535) {
            throw misuse("--port must be from 1 to 65535, but is " + port);
        }
        if (!ChatSession.isName(name)) {
            throw misuse("a name is 1 to 32 of A-Z a-z 0-9 _ . -, not " + name);
        }
        var server = new InetSocketAddress(host, port);
        try (var reactor = new Reactor()) {
            reactor.runUntil(ChatClient.chat(reactor, server, name, patience,
                    surroundings));
        }
        return 0;
    }

    private ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
