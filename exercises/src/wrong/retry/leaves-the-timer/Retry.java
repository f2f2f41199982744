// Caught by: cancelledDuringAPauseItBeginsNoFurtherAttempt
// To cancel a pause leaves its timer behind.
package sevenservers.exercises.reactor;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import sevenservers.reactor.Deferred;
import sevenservers.reactor.Timers;

public record Retry(Timers timers, int tries, Duration first, Duration longest) {

    /** @throws IllegalArgumentException if there is not to be a single attempt */
    public Retry {
        if (tries < 1) {
            throw new IllegalArgumentException("so many tries: " + tries);
        }
    }

    /**
     * Begins the first attempt. An attempt that fails with an
     * {@link IOException} is followed by another one, as long as there are tries
     * left; any other failure is the program's own and would come again.
     *
     * @param attempt begins an attempt and returns what it will come to
     * @return the first success, or the failure of the last attempt; to cancel
     *     it is to cancel the attempt or the pause, and no further attempt is
     *     made
     */
    public <T> Deferred<T> run(Callable<Deferred<T>> attempt) {
        return run(attempt, tries, capped(first));
    }

    private <T> Deferred<T> run(Callable<Deferred<T>> attempt, int left,
            Duration pause) {
        return begin(attempt).chainErrback(failure -> {
            if (left == 1 || !(failure instanceof IOException)) {
                throw failure;
            }
            return after(pause)
                    .chainCallback(_ -> run(attempt, left - 1,
                            capped(pause.multipliedBy(2))));
        });
    }

    /** An attempt that throws has failed like one whose deferred fails. */
    private static <T> Deferred<T> begin(Callable<Deferred<T>> attempt) {
        return Deferred.succeed(null).chainCallback(_ -> attempt.call());
    }

    /** Fires after the pause; to cancel it is to cancel the call as well. */
    private Deferred<Void> after(Duration pause) {
        var over = new Deferred<Void>();
        timers.callLater(pause, () -> over.callback(null));
        return over;
    }

    private Duration capped(Duration pause) {
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
