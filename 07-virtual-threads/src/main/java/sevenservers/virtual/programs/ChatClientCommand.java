package sevenservers.virtual.programs;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import picocli.CommandLine.Command;
import sevenservers.contract.ChatSession;
import sevenservers.contract.cli.ClientProgram;
import sevenservers.contract.cli.Surroundings;

/** Runs the chat client of two blocking loops. */
@Command(name = "client",
        description = "Joins a chat; the end of input (Ctrl-D) leaves it.")
public final class ChatClientCommand extends ClientProgram {

    public ChatClientCommand() {
    }

    ChatClientCommand(Surroundings surroundings, Duration patience) {
        super(surroundings, patience);
    }

    @Override
    protected void chat(InetSocketAddress server, String name, Duration patience,
            Surroundings surroundings) throws IOException {
        if (!ChatSession.isName(name)) {
            throw misuse("a name is 1 to 32 of A-Z a-z 0-9 _ . -, not " + name);
        }
        try (var client = ChatClient.join(server, name, patience, surroundings)) {
            client.chat();
        }
    }
}
