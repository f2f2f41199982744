package sevenservers.reactor;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Style;
import sevenservers.reactor.programs.ChatClientCommand;
import sevenservers.reactor.programs.FetchPageCommand;

/** The servers of this module. */
public final class ReactorStyle implements Style {

    @Override
    public String name() {
        return "05";
    }

    @Override
    public String title() {
        return "reactor and deferreds";
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
        return List.of(new ChatClientCommand(), new FetchPageCommand());
    }
}
