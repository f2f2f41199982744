// Caught by: oneComesBackEachInterval
// Counts in windows of time: nothing comes back until the window is over, then all.
package sevenservers.exercises.virtual;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

public final class RateLimit {

    private final int burst;
    private final long window;
    private final LongSupplier clock;
    private final Map<String, Integer> taken = new HashMap<>();
    private long began;

    public RateLimit(int burst, Duration interval, LongSupplier clock) {
        this.burst = burst;
        this.window = burst * interval.toNanos();
        this.clock = clock;
        began = clock.getAsLong();
    }

    public synchronized boolean tryTake(String client) {
        sweep();
        if (taken.getOrDefault(client, 0) >= burst) {
            return false;
        }
        taken.merge(client, 1, Integer::sum);
        return true;
    }

    public synchronized Duration take(String client) {
        sweep();
        int count = taken.merge(client, 1, Integer::sum);
        return count <= burst ? Duration.ZERO
                : Duration.ofNanos(window - (clock.getAsLong() - began));
    }

    public synchronized int remembered() {
        return taken.size();
    }

    private void sweep() {
        if (clock.getAsLong() - began >= window) {
            began = clock.getAsLong();
            taken.clear();
        }
    }
}
