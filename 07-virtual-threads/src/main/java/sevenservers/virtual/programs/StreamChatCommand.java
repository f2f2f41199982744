package sevenservers.virtual.programs;

import java.io.IOException;
import picocli.CommandLine.Command;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Service;
import sevenservers.contract.cli.ServerProgram;

/** Runs the chat whose handler is called for each connection. */
@Command(name = "stream-chat",
        description = "Serves chat: a handler that is called for each connection.")
public final class StreamChatCommand extends ServerProgram {

    public StreamChatCommand() {
        super("07", Service.CHAT.port());
    }

    @Override
    protected RunningServer start(ServerOptions options) throws IOException {
        return StreamChat.start(options);
    }
}
