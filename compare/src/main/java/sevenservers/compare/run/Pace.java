package sevenservers.compare.run;

import java.time.Duration;

/**
 * How long each contender is measured in each scenario.
 *
 * @param rounds how many rounds count
 * @param round how long one lasts
 * @param warmUp how long a server may warm up, on average at most
 */
public record Pace(int rounds, Duration round, Duration warmUp) {

    /** About what it takes to start a server and to connect its clients. */
    static final Duration START = Duration.ofMillis(650);

    /** How long a server warms up before the next one has its turn. */
    static final Duration SLICE = Duration.ofMillis(100);

    /** What a JVM needs until it has compiled what is used most. */
    private static final Duration COMPILED = Duration.ofMillis(1500);

    private static final Duration SHORTEST_ROUND = Duration.ofMillis(100);
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(3);
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(8);

    /**
     * Divides a time among so many pairs of a scenario and a contender. When there
     * is little of it, three quarters of what the start leaves are for the warm-up,
     * else a third: without it the rounds would tell of compilers.
     */
    public static Pace within(Duration all, int pairs, int rounds) {
        Duration left = all.dividedBy(Math.max(1, pairs)).minus(START);
        Duration warmUp = between(left.dividedBy(3), COMPILED,
                left.multipliedBy(3).dividedBy(4));
        warmUp = between(SLICE, warmUp, LONGEST_WARM_UP);
        return new Pace(rounds, between(SHORTEST_ROUND,
                left.minus(warmUp).dividedBy(rounds), LONGEST_ROUND), warmUp);
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
