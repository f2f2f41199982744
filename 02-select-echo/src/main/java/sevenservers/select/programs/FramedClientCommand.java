package sevenservers.select.programs;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import picocli.CommandLine.Command;
import sevenservers.contract.cli.ClientProgram;
import sevenservers.contract.cli.Surroundings;

/** Runs the client of the chat whose messages are frames. */
@Command(name = "framed-client",
        description = "Joins a framed-chat; the end of input (Ctrl-D) leaves it.")
public final class FramedClientCommand extends ClientProgram {

    public FramedClientCommand() {
    }

    FramedClientCommand(Surroundings surroundings, Duration patience) {
        super(surroundings, patience);
    }

    @Override
    protected void chat(InetSocketAddress server, String name, Duration patience,
            Surroundings surroundings) throws IOException {
        try (var client = FramedChatClient.connect(server, name, patience,
                surroundings)) {
            client.run();
        }
    }
}
