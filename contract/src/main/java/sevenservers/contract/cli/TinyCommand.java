package sevenservers.contract.cli;

import java.io.IOException;
import java.net.BindException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sevenservers.contract.Style;

/** Runs a style's smallest echo server until the process is ended. */
@Command(name = "tiny", mixinStandardHelpOptions = true,
        versionProvider = CommandLines.Version.class,
        description = "The style's idea as a small echo server; Ctrl-C ends it.")
final class TinyCommand implements Callable<Integer> {

    private final Style style;

    @Option(names = "--port", paramLabel = "PORT",
            description = "port to listen on, 0 for any free one (8881)")
    private int port = 8881;

    TinyCommand(Style style) {
        this.style = style;
    }

    @Override
    public Integer call() throws IOException {
        try {
            style.runTiny(port);
        } catch (BindException taken) {
            throw new IOException("cannot listen on 127.0.0.1:" + port + ": "
                    + taken.getMessage() + " (choose with --port)", taken);
        }
        return 0;
    }
}
