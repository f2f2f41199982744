package sevenservers.offload.programs;

import java.io.IOException;
import picocli.CommandLine.Command;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.cli.ServerProgram;

/** Runs the Fibonacci server. */
@Command(name = "udp-fib",
        description = "Answers numbers from 0 to " + UdpFibServer.LARGEST
                + " with those Fibonacci numbers.")
public final class UdpFibCommand extends ServerProgram {

    public UdpFibCommand() {
        super("06", UdpFibServer.PORT);
    }

    @Override
    protected RunningServer start(ServerOptions options) throws IOException {
        return UdpFibServer.start(options);
    }
}
