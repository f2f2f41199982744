package sevenservers.offload;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Style;
import sevenservers.offload.programs.UdpClient;
import sevenservers.offload.programs.UdpEchoCommand;
import sevenservers.offload.programs.UdpFibCommand;
import sevenservers.offload.programs.UdpTimeCommand;

/** The servers of this module. */
public final class OffloadStyle implements Style {

    @Override
    public String name() {
        return "06";
    }

    @Override
    public String title() {
        return "loop and thread pool";
    }

    @Override
    public RunningServer startEcho(ServerOptions options) throws IOException {
        return EchoServer.start(options);
    }

    @Override
    public RunningServer startChat(ServerOptions options) throws IOException {
        return ChatServer.start(options);
    }

    @Override
    public void runTiny(int port) throws IOException {
        TinyEcho.run(port);
    }

    @Override
    public List<Callable<Integer>> programs() {
        return List.of(new UdpTimeCommand(), new UdpEchoCommand(),
                new UdpFibCommand(), new UdpClient());
    }
}
