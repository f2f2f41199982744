package sevenservers.linechat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Style;
import sevenservers.linechat.programs.LineEchoCommand;
import sevenservers.linechat.programs.Pop3Command;

/** The servers of this module. */
public final class LineChatStyle implements Style {

    @Override
    public String name() {
        return "04";
    }

    @Override
    public String title() {
        return "lines and producers";
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
        return List.of(new LineEchoCommand(), new Pop3Command());
    }
}
