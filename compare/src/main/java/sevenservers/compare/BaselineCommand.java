package sevenservers.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import sevenservers.compare.results.Results;
import sevenservers.contract.cli.CommandLines;

/** Keeps the last results. */
@Command(name = "baseline", mixinStandardHelpOptions = true,
        versionProvider = CommandLines.Version.class, sortOptions = false,
        description = "Keeps the last results, for check to compare later ones "
                + "with.")
final class BaselineCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputFolder output;

    @Mixin
    private BaselineFile baseline;

    @Override
    public Integer call() throws IOException {
        Results.read(output.results());
        Files.copy(output.results(), baseline.path(),
                StandardCopyOption.REPLACE_EXISTING);
        spec.commandLine().getOut().println("kept in " + baseline.path());
        spec.commandLine().getOut().flush();
        return 0;
    }
}
