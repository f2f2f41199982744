package sevenservers.benchmarks;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** What a deferred costs, beside the JDK's future. */
@Command(name = "deferred",
        description = "Measures what a deferred costs, beside a CompletableFuture.")
final class DeferredCommand extends MeasureCommand {

    /** Which benchmark, how many parts it has, and what each of them is. */
    private record Row(String benchmark, int parts, String what) {
    }

    private static final List<Row> ROWS = List.of(
            new Row("make", 1, "make one"),
            new Row("chainAndFire callbacks=1", 1, "fire a chain of 1 callback"),
            new Row("chainAndFire callbacks=10", 10, "of 10, each callback"),
            new Row("chainAndFire callbacks=100", 100, "of 100, each callback"),
            new Row("fireAndChain callbacks=1", 1,
                    "add 1 callback when the result is there"),
            new Row("fireAndChain callbacks=10", 10, "10, each callback"),
            new Row("fireAndChain callbacks=100", 100, "100, each callback"),
            new Row("fail", 1, "a failure goes past 10 callbacks to an errback"),
            new Row("await", 1, "a callback returns another that fires later"),
            new Row("gather", 1, "gather the results of 10"));

    private static final List<String> COLUMNS = List.of("DeferredBenchmark",
            "PlacelessBenchmark", "FutureBenchmark");

    DeferredCommand(Effort effort) {
        super(effort, DeferredBenchmark.class, PlacelessBenchmark.class,
                FutureBenchmark.class);
    }

    @Override
    String table(Map<String, Score> scores) {
        var table = new StringBuilder("""
                | | Deferred, ns | B | without its place, ns | B \
                | CompletableFuture, ns | B |
                |---|---:|---:|---:|---:|---:|---:|
                """);
        for (Row row : ROWS) {
            table.append("| ").append(row.what()).append(" |");
            for (String column : COLUMNS) {
                table.append(scores.get(column + "." + row.benchmark())
                        .dividedBy(row.parts()).cells());
            }
            table.append('\n');
        }
        return table.toString();
    }
}
