package sevenservers.exercises.virtual;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How often each client may do something. Each has a bucket of tokens: it starts
 * full, whatever is done takes one token, and after each interval one comes back
 * until it is full again. So a client may do many things at once, but in the long
 * run only one an interval. To be built: {@link #tryTake}, {@link #take} and {@link
 * #remembered}.
 *
 * <ul>
 * <li>Each client has a bucket of its own. What one does is nothing to another.
 * <li>A token comes back exactly when its interval is over. A part of an interval
 * is not lost, however often somebody asks meanwhile.
 * <li>A full bucket stays full: who is silent saves nothing up.
 * <li>A client that has been silent for twice the time in which an empty bucket
 * becomes full is not remembered, as soon as another one calls. Else everybody who
 * ever came would stay in memory.
 * <li>The clock starts anywhere, also below zero, and may overflow: only
 * differences of its times mean something.
 * <li>Any number of threads may call it. No call waits: who is told to wait sleeps
 * by itself, which costs a virtual thread next to nothing.
 * </ul>
 *
 * <p>Nothing in the course limits a rate; {@link sevenservers.contract.Deadlines}
 * shows how one does with times of {@link System#nanoTime()}.
 */
public final class RateLimit {

    // TODO: what the limit is, and what is remembered of each client.

    /**
     * @param burst how many tokens a full bucket holds, at least 1
     * @param interval the time in which one token comes back
     * @param clock the time in nanoseconds, as {@link System#nanoTime()} tells it:
     *     only differences mean something
     */
    public RateLimit(int burst, Duration interval, LongSupplier clock) {
        // TODO
    }

    /**
     * Takes a token of a client if there is one. Who is refused pays nothing.
     *
     * @return whether the client may do it
     */
    public boolean tryTake(String client) {
        // TODO: look how full the client's bucket is by now.
        throw new UnsupportedOperationException("TODO: tryTake");
    }

    /**
     * Takes a token of a client, even one that has yet to come.
     *
     * @return how long to wait until the client may do it; zero if it may now
     */
    public Duration take(String client) {
        // TODO: as above, but the bucket may owe tokens.
        throw new UnsupportedOperationException("TODO: take");
    }

    /** How many clients are remembered. */
    public int remembered() {
        // TODO
        throw new UnsupportedOperationException("TODO: remembered");
    }
}
