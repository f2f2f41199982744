package sevenservers.contract.cli;

import picocli.CommandLine.Option;
import sevenservers.contract.ServerOptions;

/** Runs a server that has connections, and may have enough of them. */
public abstract class TcpServerProgram extends ServerProgram {

    @Option(names = "--max-connections", paramLabel = "N",
            description = "clients served at once (10000)")
    private int maxConnections = ServerOptions.defaults().maxConnections();

    /**
     * A program of the style of this name, whose server listens on a port of its
     * own, unless told otherwise.
     */
    protected TcpServerProgram(String style, int port) {
        super(style, port);
    }

    @Override
    protected final ServerOptions chosen(ServerOptions options) {
        return options.withMaxConnections(maxConnections);
    }
}
