package sevenservers.select;

import java.io.IOException;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Style;

/** The servers of this module. */
public final class SelectStyle implements Style {

    @Override
    public String name() {
        return "02";
    }

    @Override
    public String title() {
        return "one selector, one thread";
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
}
