package sevenservers.asyncore.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sevenservers.contract.cli.CommandLines;

/** Measures what asyncore's decisions cost on the user's machine. */
@Command(name = "costs", mixinStandardHelpOptions = true,
        versionProvider = CommandLines.Version.class, sortOptions = false,
        description = "Measures what it costs to ask everybody, and to send in "
                + "small pieces.")
public final class CostsCommand implements Callable<Integer> {

    private static final String BEGIN = "<!-- costs:begin -->\n";
    private static final String END = "<!-- costs:end -->";

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
        if (into != null) {
            replaced(Files.readString(into), "");
        }
        String tables = Costs.measure(quick ? Costs.Effort.QUICK : effort);
        if (into == null) {
            spec.commandLine().getOut().print(tables);
            spec.commandLine().getOut().flush();
        } else {
            Files.writeString(into, replaced(Files.readString(into), tables));
        }
        return 0;
    }

    private String replaced(String text, String tables) throws IOException {
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END, Math.max(0, begin));
        if (begin < 0 || end < 0) {
            throw new IOException("%s has no place for the tables, from %s to %s"
                    .formatted(into, BEGIN.strip(), END));
        }
        return text.substring(0, begin) + BEGIN + "\n" + tables + "\n"
                + text.substring(end);
    }
}
