package sevenservers.exercises.board;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** What a learner is told of a test that failed. */
final class Failure {

    private Failure() {
    }

    /**
     * The message, and the place in the learner's class if the failure came by it.
     */
    static String text(Throwable failure, String className, Duration limit) {
        String where = causes(failure)
                .map(one -> place(one, className)).flatMap(Optional::stream)
                .map(place -> "\n(" + place + ")").findFirst().orElse("");
        return Excerpt.of(message(failure, limit)) + where;
    }

    private static String message(Throwable failure, Duration limit) {
        return switch (failure) {
            case AssertionError _ when failure.getMessage() != null ->
                failure.getMessage();
            case TimeoutException _ -> "it had not ended after "
                    + limit.toSeconds() + " s";
            default -> chain(failure);
        };
    }

    /** The exception, and what caused it. */
    private static String chain(Throwable failure) {
        return String.join("\ncaused by ", causes(failure).map(one -> {
            String name = one.getClass().getSimpleName();
            return one.getMessage() == null ? name : name + ": " + one.getMessage();
        }).toList());
    }

    private static Optional<String> place(Throwable failure, String className) {
        return Stream.of(failure.getStackTrace())
                .filter(frame -> frame.getClassName().equals(className)
                        || frame.getClassName().startsWith(className + "$"))
                .findFirst()
                .map(frame -> "at " + frame.getFileName() + ":"
                        + frame.getLineNumber());
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, one -> one != null, Throwable::getCause)
                .limit(5);
    }
}
