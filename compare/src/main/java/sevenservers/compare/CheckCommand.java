package sevenservers.compare;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sevenservers.compare.results.Change;
import sevenservers.compare.results.Figure;
import sevenservers.compare.results.Results;
import sevenservers.compare.results.Unmatched;
import sevenservers.contract.Text;
import sevenservers.contract.cli.CommandLines;

/** Compares the last results with those that were kept. */
@Command(name = "check", mixinStandardHelpOptions = true,
        versionProvider = CommandLines.Version.class, sortOptions = false,
        description = "Tells whether anything is worse than the baseline by more "
                + "than the noise: its ratio to the reference in every round, and "
                + "by more than 5 %% in the median.",
        footer = {"", "Exit status: 0 if nothing is worse, 1 if something is, 2 if "
                + "there is nothing that can be compared."})
final class CheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputFolder output;

    @Mixin
    private BaselineFile baseline;

    @Override
    public Integer call() {
        Results before = KeptResults.read(baseline.path(),
                spec.commandLine(), "compare baseline");
        Results now = KeptResults.read(output.results(),
                spec.commandLine(), "compare");
        if (!before.reference().equals(now.reference())) {
            throw misuse("the ratios of the baseline are to " + before.reference()
                    + ", those of the last results to " + now.reference());
        }
        List<Change> changes = Change.between(before, now);
        if (changes.isEmpty()) {
            throw misuse(
                    "the baseline and the last results have nothing in common");
        }
        PrintWriter out = spec.commandLine().getOut();
        Change.ofSetting(before.setting(), now.setting())
                .forEach(line -> out.println(Text.escaped(line)));
        out.printf("%-16s %-10s %18s %18s%n", "scenario", "contender", "baseline",
                "now");
        changes.forEach(change -> out.println(line(change)));
        Unmatched.lines(before, now)
                .forEach(line -> out.println(Text.escaped(line)));
        long worse = changes.stream().filter(Change::isWorse).count();
        out.println(worse == 0 ? "Nothing is worse."
                : worse + " of " + changes.size() + " are worse.");
        out.flush();
        return worse == 0 ? 0 : 1;
    }

    private static String line(Change change) {
        return "%-16s %-10s %18s %18s  %s".formatted(
                Text.escaped(change.scenario().id()),
                Text.escaped(change.contender().id()), text(change.before()),
                text(change.now()), change.verdict().word()).stripTrailing();
    }

    private static String text(Figure ratio) {
        return ratio == null ? "-"
                : String.format(Locale.ROOT, "%.2f (%.2f-%.2f)", ratio.median(),
                        ratio.low(), ratio.high());
    }

    private ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
