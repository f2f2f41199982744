package sevenservers.offload.programs;

import java.io.IOException;
import picocli.CommandLine.Command;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.cli.ServerProgram;

/** Runs the echo server. */
@Command(name = "udp-echo",
        description = "Answers each datagram with its own bytes.")
public final class UdpEchoCommand extends ServerProgram {

    public UdpEchoCommand() {
        super("06", UdpEchoServer.PORT);
    }

    @Override
    protected RunningServer start(ServerOptions options) throws IOException {
        return UdpEchoServer.start(options);
    }
}
