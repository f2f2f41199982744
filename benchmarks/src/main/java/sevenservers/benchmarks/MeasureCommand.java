package sevenservers.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sevenservers.contract.cli.CommandLines;
import sevenservers.contract.cli.GeneratedBlock;

/** Runs some benchmarks, and prints a table of what they cost in Markdown. */
@Command(mixinStandardHelpOptions = true,
        versionProvider = CommandLines.Version.class, sortOptions = false)
abstract class MeasureCommand implements Callable<Integer> {

    private final Effort effort;
    private final List<Class<?>> benchmarks;

    @Spec
    private CommandSpec spec;

    @Option(names = "--quick", description = "measure less, and less precisely")
    private boolean quick;

    @Option(names = "--into", paramLabel = "FILE",
            description = "write the table between the ${COMMAND-NAME} marks of a "
                    + "README")
    private Path into;

    MeasureCommand(Effort effort, Class<?>... benchmarks) {
        this.effort = effort;
        this.benchmarks = List.of(benchmarks);
    }

    /** The table, of the scores by the names of the benchmarks. */
    abstract String table(Map<String, Score> scores);

    @Override
    public Integer call() throws IOException, InterruptedException {
        GeneratedBlock block =
                into == null ? null : GeneratedBlock.in(into, spec.name());
        String table = table(Measurement.of(benchmarks,
                quick ? Effort.QUICK : effort, spec.commandLine().getErr()))
                + "\n" + GeneratedBlock.measuredHere();
        if (block == null) {
            spec.commandLine().getOut().print("\n" + table);
            spec.commandLine().getOut().flush();
        } else {
            block.write(table);
        }
        return 0;
    }
}
