package sevenservers.select;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Style;
import sevenservers.select.programs.FramedChatCommand;
import sevenservers.select.programs.FramedClientCommand;
import sevenservers.select.programs.QuestionCommand;

/** The servers of this module. */
public final class SelectStyle implements Style {

    @Override
    public String name() {
        return "02";
    }

    @Override
    public String title() {
        return "one selector";
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
        return List.of(new QuestionCommand(), new FramedChatCommand(),
                new FramedClientCommand());
    }
}
