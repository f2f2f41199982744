package sevenservers.exercises.support;

/** Says with a failure what it means for the people at the other end. */
public final class Explain {

    private Explain() {
    }

    /**
     * Makes a check.
     *
     * @param meaning what it means that the check fails
     */
    public static void failure(String meaning, Runnable check) {
        try {
            check.run();
        } catch (AssertionError failed) {
            throw new AssertionError(meaning + ": " + failed.getMessage(), failed);
        }
    }
}
