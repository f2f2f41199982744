package sevenservers.exercises.virtual;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often each client may do something. Each has a bucket of tokens: it starts
 * full, whatever is done takes one token, and after each interval one comes back
 * until it is full again. So a client may do many things at once, but in the long
 * run only one an interval.
 *
 * <p>A bucket is one number: the time at which it will be full again if no more is
 * taken. A full bucket says nothing that one would have to remember.
 *
 * <p>May be used by any number of threads. Its own calls never wait: a virtual
 * thread that {@link #take} tells to wait sleeps, which keeps its client from being
 * read, and costs next to nothing.
 */
public final class RateLimit {

    private final long interval;
    private final long fill;
    private final LongSupplier clock;
    private final Map<String, Long> fullAt = new HashMap<>();
    private long swept;

    /**
     * @param burst how many tokens a full bucket holds, at least 1
     * @param interval the time in which one token comes back
     * @param clock the time in nanoseconds, as {@link System#nanoTime()} tells it:
     *     only differences mean something
     */
    public RateLimit(int burst, Duration interval, LongSupplier clock) {
        this.interval = interval.toNanos();
        this.fill = burst * this.interval;
        this.clock = clock;
        swept = clock.getAsLong();
    }

    /**
     * Takes a token of a client if there is one. Who is refused pays nothing.
     *
     * @return whether the client may do it
     */
    public synchronized boolean tryTake(String client) {
        long now = now();
        long full = fullAfterTaking(client, now);
        if (full - now > fill) {
            return false;
        }
        fullAt.put(client, full);
        return true;
    }

    /**
     * Takes a token of a client, even one that has yet to come.
     *
     * @return how long to wait until the client may do it; zero if it may now
     */
    public synchronized Duration take(String client) {
        long now = now();
        long full = fullAfterTaking(client, now);
        fullAt.put(client, full);
        return Duration.ofNanos(Math.max(0, full - now - fill));
    }

    /** How many clients are remembered. */
    public synchronized int remembered() {
        return fullAt.size();
    }

    private long fullAfterTaking(String client, long now) {
        long full = fullAt.getOrDefault(client, now);
        return now + Math.max(0, full - now) + interval;
    }

    /**
     * The time. As often as an empty bucket becomes full, it forgets those that are
     * full: so the work is shared among all calls.
     */
    private long now() {
        long now = clock.getAsLong();
        if (now - swept >= fill) {
            swept = now;
            fullAt.values().removeIf(full -> full - now <= 0);
        }
        return now;
    }
}
