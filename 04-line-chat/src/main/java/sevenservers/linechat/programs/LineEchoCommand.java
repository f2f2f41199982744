package sevenservers.linechat.programs;

import java.io.IOException;
import picocli.CommandLine.Command;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Service;
import sevenservers.contract.cli.TcpServerProgram;

/** Runs the line echo server. */
@Command(name = "lines", description = "Answers each whole line with that line.")
public final class LineEchoCommand extends TcpServerProgram {

    public LineEchoCommand() {
        super("04", Service.ECHO.port());
    }

    @Override
    protected RunningServer start(ServerOptions options) throws IOException {
        return LineEchoServer.start(options);
    }
}
