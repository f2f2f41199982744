package sevenservers.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import sevenservers.contract.cli.CommandLines;

/** Keeps the last results. */
@Command(name = "baseline", mixinStandardHelpOptions = true,
        versionProvider = CommandLines.Version.class, sortOptions = false,
        description = "Keeps the last results, for check to compare later ones "
                + "with.",
        footer = {"", "Exit status: 0 if they are kept, 1 if they cannot be, 2 if "
                + "there are none."})
final class BaselineCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputFolder output;

    @Mixin
    private BaselineFile baseline;

    @Override
    public Integer call() throws IOException {
        KeptResults.read(output.results(), spec.commandLine(), "compare");
        Files.copy(output.results(), baseline.path(),
                StandardCopyOption.REPLACE_EXISTING);
        spec.commandLine().getOut().println("kept in " + baseline.path());
        spec.commandLine().getOut().flush();
        return 0;
    }
}
