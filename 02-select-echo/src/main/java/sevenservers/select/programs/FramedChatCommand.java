package sevenservers.select.programs;

import java.io.IOException;
import picocli.CommandLine.Command;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Service;
import sevenservers.contract.cli.TcpServerProgram;

/** Runs the chat server whose messages are frames. */
@Command(name = "framed-chat",
        description = "Serves a chat in length-prefixed frames, for framed-client.")
public final class FramedChatCommand extends TcpServerProgram {

    public FramedChatCommand() {
        super("02", Service.CHAT.port());
    }

    @Override
    protected RunningServer start(ServerOptions options) throws IOException {
        return FramedChatServer.start(options);
    }
}
