package sevenservers.interop.soak;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import sevenservers.contract.Text;

/** What a soak tells. */
final class Tables {

    private static final int KIBI = 1024;
    private static final double MILLI = 1000;

    private final PrintWriter out;

    Tables(PrintWriter out) {
        this.out = out;
    }

    void say(String line) {
        out.println(line);
        out.flush();
    }

    /** All servers as they were measured last. */
    void vitals(String when, List<Suspect> suspects) {
        out.printf("%n%s%n%-9s %8s %9s %7s %9s %5s %8s %8s %7s%n", when, "server",
                "visits", "messages", "failed", "heap, KiB", "files", "threads",
                "RSS, MiB", "cpu, s");
        for (Suspect one : suspects) {
            Vitals vitals = one.last();
            out.printf("%-9s %8d %9d %7d", one.name(), one.tally().total(),
                    one.tally().checked().sum(), one.tally().failed());
            if (vitals != null) {
                out.printf(" %9d %5d %8d %8d %7.1f", vitals.heap() / KIBI,
                        vitals.descriptors(), vitals.threads(),
                        vitals.resident() / KIBI / KIBI,
                        vitals.cpu().toMillis() / MILLI);
            }
            out.println();
        }
        out.flush();
    }

    /** How often each kind of visit was paid to all servers together. */
    void visits(List<Suspect> suspects) {
        var sums = new TreeMap<String, Integer>();
        suspects.stream().map(one -> one.tally().visits().entrySet())
                .flatMap(Collection::stream).forEach(visit -> sums
                        .merge(visit.getKey(), visit.getValue(), Integer::sum));
        out.printf("%n%-24s %8s%n", "visits", "in all");
        sums.forEach((title, count) -> out.printf("%-24s %8d%n", title, count));
        out.flush();
    }

    /** Whether a server is flat, and what is wrong with it. */
    void verdict(Suspect suspect, List<String> wrong) {
        Vitals before = suspect.before();
        Vitals after = suspect.last();
        boolean compared = suspect.isCompared();
        String held = compared
                ? "heap %d -> %d KiB, files %d -> %d, threads %d -> %d".formatted(
                        before.heap() / KIBI, after.heap() / KIBI,
                        before.descriptors(), after.descriptors(),
                        before.threads(), after.threads())
                : "no measure after the warm-up to compare with";
        String proved = compared ? "flat" : "?";
        say("%-9s %-5s %s".formatted(suspect.name(),
                wrong.isEmpty() ? proved : "WRONG", held));
        wrong.forEach(line -> say("          " + Text.escaped(line)));
    }

    /** A time since the start, for a heading. */
    static String after(Duration time) {
        return "After %d min %d s".formatted(time.toMinutes(),
                time.toSecondsPart());
    }
}
