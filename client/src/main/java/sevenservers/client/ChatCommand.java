package sevenservers.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import sevenservers.contract.ChatSession;
import sevenservers.contract.Limits;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Service;
import sevenservers.contract.cli.CommandLines;

/** Joins a chat; its options serve {@code echo} and {@code alive} too. */
@Command(name = "client", mixinStandardHelpOptions = true,
        versionProvider = CommandLines.Version.class, sortOptions = false,
        customSynopsis = {
            "${COMMAND-FULL-NAME} [--host=HOST] [--port=PORT] NAME",
            "       ${COMMAND-FULL-NAME} echo [--host=HOST] [--port=PORT] [FILE]",
            "       ${COMMAND-FULL-NAME} alive [--host=HOST] [--port=PORT]"},
        description = {
            "Joins a chat as NAME, or checks a server.",
            "The end of input (Ctrl-D) leaves the chat: what was sent still "
                    + "arrives, what is on its way is still shown. Ctrl-C leaves, "
                    + "too."},
        footer = {
            "A person named echo or alive: ${COMMAND-FULL-NAME} -- echo",
            "Exit status: 0 after leaving, 1 when there is no server, or it "
                    + "refuses or ends the connection, 2 for a command line that "
                    + "makes no sense."})
final class ChatCommand implements Callable<Integer> {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final Supplier<Surroundings> surroundings;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "NAME",
            description = "1 to 32 of A-Z a-z 0-9 _ . -")
    private String name;

    @Option(names = "--host", paramLabel = "HOST", scope = ScopeType.INHERIT,
            description = "where the server is (127.0.0.1)")
    private String host = ServerOptions.defaults().host();

    @Option(names = "--port", paramLabel = "PORT", scope = ScopeType.INHERIT,
            description = "the server's port (chat 3490, echo 8881)")
    private Integer port;

    ChatCommand(Supplier<Surroundings> surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        checkName();
        int to = port(Service.CHAT);
        try (var connection = ChatConnection.join(name, host, to, ANSWER_WITHIN);
                Display display = surroundings.get().display()) {
            new Conversation(connection, display, FAREWELL).run();
            return 0;
        }
    }

    private void checkName() {
        if (name == null) {
            throw misuse("a NAME is missing");
        }
        if (!ChatSession.isName(name)) {
            throw misuse("a NAME is 1 to " + Limits.MAX_NAME
                    + " of A-Z a-z 0-9 _ . -, not \"" + name + "\"");
        }
    }

    /**
     * For a word that shares the options, and has no use for a NAME.
     */
    void expectNoNameBefore(String word) {
        if (name != null) {
            throw misuse(word + " takes no NAME (a person named " + word + ": -- "
                    + word + ")");
        }
    }

    String host() {
        return host;
    }

    int port(Service service) {
        int chosen = port == null ? service.port() : port;
        if (chosen < 1 || chosen > 65_535) {
            throw misuse("--port is 1 to 65535, not " + chosen);
        }
        return chosen;
    }

    /** The port that was chosen, or else those of all services. */
    List<Integer> ports() {
        return Arrays.stream(Service.values()).map(this::port).distinct().toList();
    }

    private ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
