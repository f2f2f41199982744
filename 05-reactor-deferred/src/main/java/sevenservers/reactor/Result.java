package sevenservers.reactor;

/** What a {@link Deferred} has come to. */
public sealed interface Result<T> {

    /** It succeeded. */
    record Success<T>(T value) implements Result<T> {
    }

    /** It failed. */
    record Failure<T>(Throwable cause) implements Result<T> {
    }
}
