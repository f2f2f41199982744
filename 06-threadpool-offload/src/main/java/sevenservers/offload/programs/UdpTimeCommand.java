package sevenservers.offload.programs;

import java.io.IOException;
import picocli.CommandLine.Command;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.cli.ServerProgram;

/** Runs the time server. */
@Command(name = "udp-time",
        description = "Answers each datagram with the time.")
public final class UdpTimeCommand extends ServerProgram {

    public UdpTimeCommand() {
        super("06", UdpTimeServer.PORT);
    }

    @Override
    protected RunningServer start(ServerOptions options) throws IOException {
        return UdpTimeServer.start(options);
    }
}
