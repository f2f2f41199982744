// Caught by: silenceSavesNothingUp
// A bucket grows without bound while its client is silent.
package sevenservers.exercises.virtual;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

public final class RateLimit {

    private static final class Bucket {
        private double tokens;
        private long since;
    }

    private final int burst;
    private final long interval;
    private final LongSupplier clock;
    private final Map<String, Bucket> buckets = new HashMap<>();

    public RateLimit(int burst, Duration interval, LongSupplier clock) {
        this.burst = burst;
        this.interval = interval.toNanos();
        this.clock = clock;
    }

    public synchronized boolean tryTake(String client) {
        Bucket bucket = bucket(client);
        if (bucket.tokens < 1) {
            return false;
        }
        bucket.tokens--;
        return true;
    }

    public synchronized Duration take(String client) {
        Bucket bucket = bucket(client);
        bucket.tokens--;
        return Duration.ofNanos(Math.max(0, (long) (-bucket.tokens * interval)));
    }

    public synchronized int remembered() {
        return buckets.size();
    }

    private Bucket bucket(String client) {
        long now = clock.getAsLong();
        Bucket bucket = buckets.computeIfAbsent(client, _ -> {
            var full = new Bucket();
            full.tokens = burst;
            full.since = now;
            return full;
        });
        bucket.tokens += (double) (now - bucket.since) / interval;
        bucket.since = now;
        return bucket;
    }
}
