package sevenservers.compare;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine;
import sevenservers.compare.load.Trial;
import sevenservers.compare.load.Trials;
import sevenservers.compare.load.WarmUp;
import sevenservers.compare.run.Contenders;
import sevenservers.compare.run.Processors;
import sevenservers.compare.run.Program;
import sevenservers.compare.run.Warming;
import sevenservers.contract.cli.CommandLines;

/** Runs the comparison. */
public final class CompareMain {

    private CompareMain() {
    }

    public static void main(String... args) {
        CommandLines.run(commands(), args);
    }

    /** The command under which the launcher's word {@code compare} works. */
    public static CommandLine commands() {
        return commands(new Parts(Trials.all(), () -> new WarmUp()::warmUp,
                Contenders::all, new ReportPresentation(), Processors::split,
                Screen::ofProcess));
    }

    static CommandLine commands(Parts parts) {
        return new CommandLine(new CompareCommand(parts))
                .addSubcommand(new DiffCommand(parts.screen()))
                .addSubcommand(new BaselineCommand())
                .addSubcommand(new CheckCommand());
    }

    /**
     * What a comparison is made of.
     *
     * @param warming makes one for each server
     * @param contenders by the flags of their JVMs
     */
    record Parts(List<Trial> trials, Supplier<Warming> warming,
            Function<List<String>, List<Program>> contenders,
            Presentation presentation, Supplier<Processors> processors,
            Supplier<Screen> screen) {
    }
}
