// Caught by: forgetsTheSilent
// Remembers everybody who ever came.
package sevenservers.exercises.virtual;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

public final class RateLimit {

    private final long interval;
    private final long fill;
    private final LongSupplier clock;
    private final Map<String, Long> fullAt = new HashMap<>();
    private long swept;

    public RateLimit(int burst, Duration interval, LongSupplier clock) {
        this.interval = interval.toNanos();
        this.fill = burst * this.interval;
        this.clock = clock;
        swept = clock.getAsLong();
    }

    public synchronized boolean tryTake(String client) {
        long now = now();
        long full = fullAfterTaking(client, now);
        if (full - now > fill) {
            return false;
        }
        fullAt.put(client, full);
        return true;
    }

    public synchronized Duration take(String client) {
        long now = now();
        long full = fullAfterTaking(client, now);
        fullAt.put(client, full);
        return Duration.ofNanos(Math.max(0, full - now - fill));
    }

    public synchronized int remembered() {
        return fullAt.size();
    }

    private long fullAfterTaking(String client, long now) {
        long full = fullAt.getOrDefault(client, now);
        return (full - now > 0 ? full : now) + interval;
    }

    private long now() {
        long now = clock.getAsLong();
        if (now - swept >= fill) {
            swept = now;
        }
        return now;
    }
}
