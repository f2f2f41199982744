package sevenservers.compare.run;

import java.time.Duration;

/**
 * How long each contender is measured in each scenario.
 *
 * @param rounds how many rounds count
 * @param round how long one lasts
 * @param warmUp how long the server may warm up, at most
 */
public record Pace(int rounds, Duration round, Duration warmUp) {

    /** About what it takes to start a server and to connect its clients. */
    static final Duration START = Duration.ofMillis(600);

    private static final Duration SHORTEST_ROUND = Duration.ofMillis(100);
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(3);
    private static final Duration SHORTEST_WARM_UP = Duration.ofMillis(200);
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(8);

    /**
     * Divides a time among so many pairs of a scenario and a contender: a third of
     * what the start leaves is for the warm-up.
     */
    public static Pace within(Duration all, int pairs, int rounds) {
        Duration left = all.dividedBy(Math.max(1, pairs)).minus(START);
        return new Pace(rounds,
                between(SHORTEST_ROUND,
                        left.multipliedBy(2).dividedBy(3L * rounds), LONGEST_ROUND),
                between(SHORTEST_WARM_UP, left.dividedBy(3), LONGEST_WARM_UP));
    }

    /** How long it takes for so many pairs of a scenario and a contender. */
    public Duration estimate(int pairs) {
        return START.plus(warmUp).plus(round.multipliedBy(rounds))
                .multipliedBy(pairs);
    }

    public Pace withRound(Duration chosen) {
        return new Pace(rounds, chosen, warmUp);
    }

    private static Duration between(Duration low, Duration value, Duration high) {
        return value.compareTo(low) < 0 ? low
                : value.compareTo(high) > 0 ? high : value;
    }
}
