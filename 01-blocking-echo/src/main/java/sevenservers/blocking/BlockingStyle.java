package sevenservers.blocking;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import sevenservers.blocking.programs.EchoClient;
import sevenservers.blocking.programs.LineClient;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Style;

/** The servers of this module. */
public final class BlockingStyle implements Style {

    @Override
    public String name() {
        return "01";
    }

    @Override
    public String title() {
        return "one thread per client";
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
        return List.of(new EchoClient(), new LineClient());
    }
}
