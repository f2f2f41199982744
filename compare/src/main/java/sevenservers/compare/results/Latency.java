package sevenservers.compare.results;

/**
 * How long answers, or deliveries, took: so many of a hundred were no slower. Null
 * where there were too few of them to say.
 *
 * @param count how many there were
 * @param p50 half of them, in microseconds, like the others
 * @param max the slowest
 */
public record Latency(long count, Double p50, Double p90, Double p99, Double p999,
        double max) {
}
