package sevenservers.interop.soak;

import java.time.Duration;

/**
 * How long a soak takes, and how hard it is.
 *
 * @param warmUp under load before the first measurement that counts
 * @param load under load after it
 * @param every how often it is measured meanwhile
 * @param still so long nothing has changed when the first one is made
 * @param patience how long the servers may take to be as before in the end
 * @param pauseMillis the longest pause between two visits of one player
 * @param seed of all that is left to chance
 */
record Plan(Duration warmUp, Duration load, Duration every, Duration still,
        Duration patience, int pauseMillis, long seed) {

    private static final int PARTS = 10;
    private static final Duration MOST = Duration.ofMinutes(3);
    private static final int PAUSE_MILLIS = 500;

    /** The plan for a soak of so long in all. */
    static Plan of(Duration time, long seed) {
        Duration part = time.dividedBy(PARTS);
        return new Plan(part, time.minus(part),
                part.compareTo(MOST) < 0 ? part : MOST, Duration.ofSeconds(3),
                Duration.ofSeconds(40), PAUSE_MILLIS, seed);
    }
}
