package sevenservers.reactor;

/** Nobody wants the result of a {@link Deferred} any more. */
public final class CancelledException extends Exception {

    CancelledException() {
        super("cancelled");
    }
}
