package sevenservers.launcher;

import picocli.CommandLine;
import sevenservers.client.ClientMain;
import sevenservers.compare.CompareMain;
import sevenservers.contract.Style;
import sevenservers.contract.cli.CommandLines;

/**
 * Runs any program of the project by its words: {@code 02 chat --port 7000},
 * {@code client andy}. Each style's own main takes the words after the first.
 */
public final class Main {

    private Main() {
    }

    public static void main(String... args) {
        CommandLines.run(commands(), args);
    }

    static CommandLine commands() {
        CommandLine commands = CommandLines.group("seven-servers",
                "One echo and one chat server in several styles.");
        Style.all()
                .forEach(style -> commands.addSubcommand(CommandLines.of(style)));
        commands.addSubcommand(ClientMain.commands());
        commands.addSubcommand(CompareMain.commands());
        return commands;
    }
}
