package sevenservers.contract;

/**
 * Arithmetic that cannot be skipped. It is counted in rounds, not in time: threads
 * that share a processor must each pay in full.
 */
final class Spin {

    private static final long CALIBRATION_NANOS = 400_000_000;

    /** Written so that the compiler cannot drop the computation. */
    @SuppressWarnings("UnusedVariable")
    private static volatile long sink;

    private Spin() {
    }

    /**
     * The speed of this machine, taken from the fastest of many short runs: the
     * first ones run before the compiler has done its work.
     */
    static double roundsPerNano() {
        double best = 0;
        long rounds = 20_000;
        long start = System.nanoTime();
        while (System.nanoTime() - start < CALIBRATION_NANOS) {
            long before = System.nanoTime();
            spin(rounds);
            best = Math.max(best, (double) rounds / (System.nanoTime() - before));
        }
        return best;
    }

    static void spin(long rounds) {
        long x = rounds;
        for (long i = 0; i < rounds; i++) {
            x = x * 6364136223846793005L + 1442695040888963407L;
        }
        sink = x;
    }
}
