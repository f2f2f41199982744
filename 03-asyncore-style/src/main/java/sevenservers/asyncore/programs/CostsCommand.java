package sevenservers.asyncore.programs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sevenservers.contract.cli.CommandLines;
import sevenservers.contract.cli.GeneratedBlock;

/** Measures what asyncore's decisions cost on the user's machine. */
@Command(name = "costs", mixinStandardHelpOptions = true,
        versionProvider = CommandLines.Version.class, sortOptions = false,
        description = "Measures what it costs to ask everybody, and to send in "
                + "small pieces.")
public final class CostsCommand implements Callable<Integer> {

    private final Costs.Effort effort;

    @Spec
    private CommandSpec spec;

    @Option(names = "--quick", description = "measure less, and less precisely")
    private boolean quick;

    @Option(names = "--into", paramLabel = "FILE",
            description = "write the tables between the costs marks of a README")
    private Path into;

    public CostsCommand() {
        this(Costs.Effort.FULL);
    }

    CostsCommand(Costs.Effort effort) {
        this.effort = effort;
    }

    @Override
    public Integer call() throws IOException {
        GeneratedBlock block =
                into == null ? null : GeneratedBlock.in(into, "costs");
        String tables = Costs.measure(quick ? Costs.Effort.QUICK : effort);
        if (block == null) {
            spec.commandLine().getOut().print(tables);
            spec.commandLine().getOut().flush();
        } else {
            block.write(tables);
        }
        return 0;
    }
}
