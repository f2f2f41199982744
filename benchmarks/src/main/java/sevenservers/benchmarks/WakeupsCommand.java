package sevenservers.benchmarks;

import java.util.Map;
import picocli.CommandLine.Command;

/** What it costs to reach a loop from another thread, in two ways. */
@Command(name = "wakeups",
        description = "Measures a wake-up pipe, beside Selector.wakeup().")
final class WakeupsCommand extends MeasureCommand {

    WakeupsCommand(Effort effort) {
        super(effort, WakeupBenchmark.class);
    }

    @Override
    String table(Map<String, Score> scores) {
        return """
                | | pipe, ns | B | `Selector.wakeup()`, ns | B |
                |---|---:|---:|---:|---:|
                """
                + row("one thing, until it is done", "one", 1, scores)
                + row("100 things, each", "hundred", 100, scores);
    }

    private static String row(String what, String method, int parts,
            Map<String, Score> scores) {
        var row = new StringBuilder("| ").append(what).append(" |");
        for (Way way : Way.values()) {
            row.append(scores.get("WakeupBenchmark." + method + " way=" + way)
                    .dividedBy(parts).cells());
        }
        return row.append('\n').toString();
    }
}
