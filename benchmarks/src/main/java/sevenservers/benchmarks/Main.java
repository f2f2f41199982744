package sevenservers.benchmarks;

import picocli.CommandLine;
import sevenservers.contract.cli.CommandLines;

/** Runs the benchmarks by their words: {@code timers}, {@code deferred},
 * {@code wakeups}. */
public final class Main {

    private Main() {
    }

    public static void main(String... args) {
        CommandLines.run(commands(), args);
    }

    static CommandLine commands() {
        CommandLine commands = CommandLines.group("benchmarks",
                "What parts of the styles cost on this machine.");
        commands.addSubcommand(new TimersCommand(Effort.FULL));
        commands.addSubcommand(new DeferredCommand(Effort.FULL));
        commands.addSubcommand(new WakeupsCommand(Effort.FULL));
        return commands;
    }
}
