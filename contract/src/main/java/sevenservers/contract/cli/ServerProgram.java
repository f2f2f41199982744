package sevenservers.contract.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;

/**
 * Runs a server that is one of a module's other programs until it is stopped.
 */
@Command(mixinStandardHelpOptions = true,
        versionProvider = CommandLines.Version.class, sortOptions = false,
        footer = "An empty line or Ctrl-C stops it.")
public abstract class ServerProgram implements Callable<Integer> {

    private static final ServerOptions DEFAULTS = ServerOptions.defaults();

    private final String style;

    @Spec
    private CommandSpec spec;

    @Mixin
    private HostOption listen;

    @Option(names = "--port", paramLabel = "PORT",
            description = "port to listen on, 0: any free one (${DEFAULT-VALUE})")
    private int port;

    @Option(names = {"-v", "--verbose"}, description = "tell of clients on stderr")
    private boolean verbose;

    /**
     * A program of the style of this name, whose server listens on a port of its
     * own, unless told otherwise.
     */
    protected ServerProgram(String style, int port) {
        this.style = style;
        this.port = port;
    }

    /**
     * Starts the server and returns once it listens.
     *
     * @throws IOException if it cannot listen at the host and port of the options
     */
    protected abstract RunningServer start(ServerOptions options)
            throws IOException;

    /**
     * The options with what else was chosen on the command line.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    protected ServerOptions chosen(ServerOptions options) {
        return options;
    }

    @Override
    public final Integer call() throws IOException, InterruptedException {
        Logging.configure(verbose);
        return new UntilStopped(style + " " + spec.name(),
                spec.commandLine().getOut())
                .run(this::start, options());
    }

    private ServerOptions options() {
        try {
            return chosen(DEFAULTS.withHost(listen.host()).withPort(port));
        } catch (IllegalArgumentException outOfRange) {
            throw new ParameterException(spec.commandLine(),
                    "--" + outOfRange.getMessage(), outOfRange);
        }
    }
}
