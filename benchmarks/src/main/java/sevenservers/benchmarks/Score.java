package sevenservers.benchmarks;

import java.util.Locale;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;

/**
 * What an operation costs.
 *
 * @param nanos its time
 * @param error how far, with a probability of 99.9 %, the time may be from the
 *     true one; NaN if there were too few rounds to tell
 * @param bytes what it allocates
 */
record Score(double nanos, double error, double bytes) {

    static Score of(BenchmarkResult result) {
        Result<?> time = result.getPrimaryResult();
        return new Score(time.getScore(), time.getScoreError(),
                result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
    }

    /** What each of so many parts of the operation costs. */
    Score dividedBy(int parts) {
        return new Score(nanos / parts, error / parts, bytes / parts);
    }

    /** Two columns of a table: nanoseconds and bytes. */
    String cells() {
        return String.format(Locale.ROOT, " %s | %,.0f |", time(), bytes);
    }

    /** The time as it is shown, in nanoseconds. */
    String time() {
        return Double.isNaN(error) ? figure(nanos)
                : figure(nanos) + " ± " + figure(error);
    }

    private static String figure(double nanos) {
        return String.format(Locale.ROOT, nanos < 100 ? "%.1f" : "%,.0f", nanos);
    }
}
