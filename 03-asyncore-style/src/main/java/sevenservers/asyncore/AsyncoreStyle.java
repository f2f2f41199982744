package sevenservers.asyncore;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import sevenservers.asyncore.programs.CostsCommand;
import sevenservers.asyncore.programs.FingerCommand;
import sevenservers.asyncore.programs.HttpFileCommand;
import sevenservers.asyncore.programs.HttpGetCommand;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Style;

/** The servers of this module. */
public final class AsyncoreStyle implements Style {

    @Override
    public String name() {
        return "03";
    }

    @Override
    public String title() {
        return "loop and dispatchers";
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
        return List.of(new HttpFileCommand(), new HttpGetCommand(),
                new FingerCommand(), new CostsCommand());
    }
}
