package sevenservers.exercises.blocking;

/**
 * Doubles numbers, as {@code 01-blocking-echo} would if it were asked to.
 *
 * <ul>
 * <li>Twice {@code n} is {@code n + n},
 * also below zero.
 * </ul>
 */
public final class DoubleIt {

    private DoubleIt() {
    }

    /** Twice a number. */
    public static int of(int n) {
        // TODO: add it to itself.
        throw new UnsupportedOperationException("TODO: twice " + n);
    }
}
