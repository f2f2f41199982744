package sevenservers.virtual;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Style;
import sevenservers.virtual.programs.ChatClientCommand;
import sevenservers.virtual.programs.GreenChatCommand;
import sevenservers.virtual.programs.StreamChatCommand;

/** The servers of this module. */
public final class VirtualStyle implements Style {

    @Override
    public String name() {
        return "07";
    }

    @Override
    public String title() {
        return "virtual threads";
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
        return List.of(new GreenChatCommand(), new StreamChatCommand(),
                new ChatClientCommand());
    }
}
