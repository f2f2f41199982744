package sevenservers.exercises.closing;

/** Halves numbers, and rounds down. */
public final class HalveIt {

    private HalveIt() {
    }

    /** Half of a number; of an odd one, the number below. */
    public static int of(int n) {
        return n / 2;
    }
}
