package sevenservers.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;

/** What pending timers cost a loop. */
@Command(name = "timers",
        description = "Measures what pending timers cost a loop.")
final class TimersCommand extends MeasureCommand {

    private static final Map<String, String> ROWS = new LinkedHashMap<>();

    static {
        ROWS.put("turn", "a turn of the loop in which none is due");
        ROWS.put("cancelAndCallLater", "cancel one and ask for a new one");
        ROWS.put("reset", "reset one");
        ROWS.put("fireAndCallLater", "one is due, is done, and asks for a new one");
    }

    TimersCommand(Effort effort) {
        super(effort, TimerBenchmark.class);
    }

    @Override
    String table(Map<String, Score> scores) {
        var table = new StringBuilder("""
                | with so many timers pending | ns, 1,000 | B | ns, 1,000,000 | B |
                |---|---:|---:|---:|---:|
                """);
        ROWS.forEach((method, what) -> {
            table.append("| ").append(what).append(" |");
            for (int pending : new int[] {1_000, 1_000_000}) {
                table.append(scores
                        .get("TimerBenchmark." + method + " pending=" + pending)
                        .cells());
            }
            table.append('\n');
        });
        return table.toString();
    }
}
