package sevenservers.select.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sevenservers.contract.HostPort;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.cli.CommandLines;
import sevenservers.contract.cli.Logging;

/** Runs a server of this package until it is stopped. */
@Command(mixinStandardHelpOptions = true,
        versionProvider = CommandLines.Version.class, sortOptions = false,
        footer = "An empty line or Ctrl-C stops it.")
abstract class ServerProgram implements Callable<Integer> {

    private static final ServerOptions DEFAULTS = ServerOptions.defaults();

    private RunningServer server;

    @Spec
    private CommandSpec spec;

    @Option(names = "--host", paramLabel = "HOST",
            description = "name or address to listen on (127.0.0.1)")
    private String host = DEFAULTS.host();

    @Option(names = "--port", paramLabel = "PORT",
            description = "port to listen on, 0: any free one (${DEFAULT-VALUE})")
    private int port;

    @Option(names = "--max-connections", paramLabel = "N",
            description = "clients served at once (10000)")
    private int maxConnections = DEFAULTS.maxConnections();

    @Option(names = {"-v", "--verbose"}, description = "tell of clients on stderr")
    private boolean verbose;

    /**
     * A program whose server listens on a port of its own, unless told otherwise.
     */
    ServerProgram(int port) {
        this.port = port;
    }

    abstract RunningServer start(ServerOptions options) throws IOException;

    @Override
    public final Integer call() throws IOException, InterruptedException {
        Logging.configure(verbose);
        ServerOptions options = options();
        try {
            server = start(options);
        } catch (IOException failure) {
            throw new IOException("cannot listen on " + host + ":" + port + ": "
                    + failure.getMessage() + " (choose with --host and --port)",
                    failure);
        }
        // On Ctrl-C and SIGTERM the JVM runs this hook, and ends when it has ended.
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        say("02 " + spec.name() + " listens on " + HostPort.format(server.address())
                + ", an empty line or Ctrl-C stops it");
        awaitEmptyLine();
        stop();
        return 0;
    }

    private ServerOptions options() {
        try {
            return DEFAULTS.withHost(host).withPort(port)
                    .withMaxConnections(maxConnections);
        } catch (IllegalArgumentException outOfRange) {
            throw new ParameterException(spec.commandLine(),
                    "--" + outOfRange.getMessage(), outOfRange);
        }
    }

    private synchronized void stop() {
        if (server != null) {
            server.close();
            server = null;
            say("02 " + spec.name() + " stopped");
        }
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    /** The end of standard input is no empty line: a server may have no console. */
    private static void awaitEmptyLine() throws IOException, InterruptedException {
        var console = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line; (line = console.readLine()) != null;) {
            if (line.isEmpty()) {
                return;
            }
        }
        new CountDownLatch(1).await();
    }
}
