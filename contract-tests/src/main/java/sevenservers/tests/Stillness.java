package sevenservers.tests;

import java.time.Duration;

/**
 * Several glances in a row that are alike. On a busy machine even who would go on
 * waits for a turn, and a pause of the whole machine is one glance only.
 *
 * @param <T> what is seen at a glance
 */
final class Stillness<T> {

    /** The time from one glance to the next. */
    static final Duration GLANCE = Duration.ofMillis(200);

    private static final int GLANCES = 5;

    private T last;
    private int alike;

    /**
     * Takes one glance more.
     *
     * @param counts whether it can be one of those in a row
     * @return whether they are enough
     */
    boolean isSeen(T now, boolean counts) {
        alike = counts && now.equals(last) ? alike + 1 : 0;
        last = now;
        return alike == GLANCES;
    }
}
