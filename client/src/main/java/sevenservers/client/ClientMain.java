package sevenservers.client;

import java.util.function.Supplier;
import picocli.CommandLine;
import sevenservers.contract.cli.CommandLines;

/** Runs the client. */
public final class ClientMain {

    private ClientMain() {
    }

    public static void main(String... args) {
        CommandLines.run(commands(), args);
    }

    /**
     * The commands of the client, under which the launcher's word {@code client}
     * works.
     */
    public static CommandLine commands() {
        return commands(Surroundings::ofProcess);
    }

    static CommandLine commands(Supplier<Surroundings> surroundings) {
        var chat = new ChatCommand(surroundings);
        return new CommandLine(chat)
                .addSubcommand(new EchoCommand(chat, surroundings))
                .addSubcommand(new AliveCommand(chat));
    }
}
