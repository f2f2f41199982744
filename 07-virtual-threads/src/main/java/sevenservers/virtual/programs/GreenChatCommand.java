package sevenservers.virtual.programs;

import java.io.IOException;
import picocli.CommandLine.Command;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Service;
import sevenservers.contract.cli.ServerProgram;

/** Runs the chat whose loop accepts and spawns green threads. */
@Command(name = "green-chat",
        description = "Serves chat: a loop that accepts and spawns green threads.")
public final class GreenChatCommand extends ServerProgram {

    public GreenChatCommand() {
        super("07", Service.CHAT.port());
    }

    @Override
    protected RunningServer start(ServerOptions options) throws IOException {
        return GreenChat.start(options);
    }
}
