package sevenservers.compare.results;

/**
 * How long answers, or deliveries, took: so many of a hundred were no slower.
 *
 * @param count how many there were
 * @param p50 half of them, in microseconds, like the others
 * @param max the slowest
 */
public record Latency(long count, double p50, double p90, double p99, double p999,
        double max) {
}
