package sevenservers.asyncore.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.cli.TcpServerProgram;

/** Runs the HTTP file server. */
@Command(name = "files", description = "Serves the files of a folder over HTTP.")
public final class HttpFileCommand extends TcpServerProgram {

    private static final int PORT = 8080;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", arity = "0..1",
            description = "the folder, with all that is in it (.)")
    private Path folder = Path.of(".");

    public HttpFileCommand() {
        super("03", PORT);
    }

    @Override
    protected RunningServer start(ServerOptions options) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new ParameterException(spec.commandLine(),
                    "DIR must be a folder, but is " + folder);
        }
        return HttpFileServer.start(options, folder);
    }
}
