package sevenservers.exercises.reactor;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import sevenservers.reactor.Deferred;
import sevenservers.reactor.Timers;

/**
 * Tries again what may fail for a while, such as to connect to a server that is
 * just being started. After each failure it waits, twice as long as the time
 * before, so that many who try do not keep down what they wait for.
 *
 * <p>To be built: the attempts and the pauses, as one chain of deferreds. The
 * rules:
 *
 * <ul>
 * <li>The first attempt is begun at once, each further one after a pause. The first
 *     pause is given; each next one is twice as long, but none longer than the
 *     longest.
 * <li>An attempt has failed if its deferred fails, or if the call that begins it
 *     throws. An {@link IOException} may go away; any other failure is the
 *     program's own, would come again, and is the result at once.
 * <li>The last attempt's failure is the result. It comes without another pause.
 * <li>To cancel the result is to cancel the attempt that is being made, or the call
 *     that ends the pause. Then no further attempt is begun, and no timer is left.
 * <li>A {@code Retry} may be used for many things at once.
 * </ul>
 *
 * <p>See {@link Deferred#chainErrback}, {@link Deferred#chainCallback} and
 * {@link Deferred#cancel()}, and how module 05's {@code FetchPage} follows one
 * address after the other. No thread waits here.
 *
 * @param timers measures the pauses: a reactor
 * @param tries how many attempts are made at most, the first one included
 * @param first the pause after the first attempt
 * @param longest no pause is longer
 */
@SuppressWarnings("unused") // until it is built
public record Retry(Timers timers, int tries, Duration first, Duration longest) {

    /** @throws IllegalArgumentException if there is not to be a single attempt */
    public Retry {
        if (tries < 1) {
            throw new IllegalArgumentException("so many tries: " + tries);
        }
    }

    /**
     * Begins the first attempt.
     *
     * @param attempt begins an attempt and returns what it will come to
     * @return the first success, or the failure of the last attempt
     */
    public <T> Deferred<T> run(Callable<Deferred<T>> attempt) {
        // TODO: begin an attempt; if it fails, pause, and begin again
        throw new UnsupportedOperationException("TODO: run");
    }
}
