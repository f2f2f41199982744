package sevenservers.asyncore.programs;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import sevenservers.contract.cli.GeneratedBlock;

/** What two of asyncore's decisions cost on this machine, as Markdown. */
final class Costs {

    /**
     * How long to measure, and how many dispatchers at most.
     *
     * @param dispatchers the numbers of idle dispatchers, ascending
     * @param rounds each measures everything once, and the medians are told
     * @param turns how often the loop turns for one figure
     * @param bytes how much is sent for one figure
     */
    record Effort(List<Integer> dispatchers, int rounds, int turns, long bytes) {

        static final Effort FULL =
                new Effort(List.of(10, 100, 1_000, 10_000), 9, 2_000, 256 << 20);
        static final Effort QUICK =
                new Effort(List.of(10, 100, 1_000), 3, 500, 4 << 20);
    }

    private Costs() {
    }

    static String measure(Effort effort) throws IOException {
        return asking(effort) + "\n" + pieces(effort) + "\n"
                + GeneratedBlock.measuredHere();
    }

    private static String asking(Effort effort) throws IOException {
        var table = new StringBuilder("""
                To ask every dispatcher before every wait whether it is readable or
                writable (`changed()` is called on all of them in each turn), and to
                ask only those that had an event, while one connection is busy:

                | idle dispatchers | µs per turn, all asked \
                | µs per turn, changed asked | ratio |
                |---:|---:|---:|---:|
                """);
        AskingCost.Result result = AskingCost.measure(effort);
        for (AskingCost.Row row : result.rows()) {
            table.append(
                    String.format(Locale.ROOT, "| %,d | %.1f | %.1f | %.1f |\n",
                            row.dispatchers(), row.allAsked(), row.changedAsked(),
                            row.allAsked() / row.changedAsked()));
        }
        if (result.shortage() != null) {
            table.append(String.format(Locale.ROOT, """

                    The system allows no more dispatchers (%s);
                    `ulimit -n` tells and sets its limit.
                    """, result.shortage()));
        }
        return table.toString();
    }

    private static String pieces(Effort effort) throws IOException {
        var table = new StringBuilder("""
                To send much to a client that reads as fast as it can, a piece in
                each event:

                | bytes in a piece | MB/s | compared with the default |
                |---:|---:|---:|
                """);
        for (PieceCost.Row row : PieceCost.measure(effort)) {
            table.append(String.format(Locale.ROOT, "| %,d | %,.0f | %.2f |\n",
                    row.piece(), row.megabytesPerSecond(),
                    row.comparedWithDefault()));
        }
        return table.toString();
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
