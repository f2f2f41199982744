package sevenservers.reactor;

/** What a {@link Deferred} has come to. */
public sealed interface Result<T> {

    /** It has succeeded. */
    record Success<T>(T value) implements Result<T> {

        @Override
        public T get() {
            return value;
        }
    }

    /** It has failed. */
    record Failure<T>(Throwable cause) implements Result<T> {

        @Override
        public T get() throws Throwable {
            throw cause;
        }
    }

    /**
     * The value, if there is one.
     *
     * @throws Throwable the cause, if it has failed
     */
    T get() throws Throwable;
}
