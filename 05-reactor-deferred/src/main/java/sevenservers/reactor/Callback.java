package sevenservers.reactor;

/**
 * A step of a {@link Deferred}'s chain. What it returns is what the next callback
 * is given; what it throws, the next errback.
 */
@FunctionalInterface
public interface Callback<T, R> {

    /** Does the step, without waiting for anything. */
    R call(T value) throws Throwable;
}
