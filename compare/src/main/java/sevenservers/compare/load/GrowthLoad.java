package sevenservers.compare.load;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Few clients that ask all the time, among more and more that are only connected.
 * A server that looks at all its connections each time does more and more for the
 * same answers. In every other round there are fewer and fewer: nobody has to
 * connect twice, and who gets faster all the time does not seem to like company.
 */
final class GrowthLoad implements Load {

    /** In less time chance has too large a part. */
    private static final Duration SHORTEST_STEP = Duration.ofMillis(250);

    /** A server that computes for less of a look has come to rest. */
    private static final long REST = TimeUnit.MILLISECONDS.toNanos(10);

    private final Target target;
    private final List<Integer> connections;
    private final int active;
    private final EchoCrowd crowd;

    /** @param connections how many there are, step by step; the first all ask */
    GrowthLoad(Target target, List<Integer> connections, int size,
            Duration patience) throws IOException {
        this.target = target;
        this.connections = connections;
        active = connections.getFirst();
        crowd = new EchoCrowd(target, new EchoMessages(size), 1, active, patience);
    }

    /**
     * The time is that of all steps, unless it is too short for them; it does not
     * count while clients come and go.
     */
    @Override
    public Sample run(Duration time) throws IOException {
        Duration part = time.dividedBy(connections.size());
        Duration step =
                part.compareTo(SHORTEST_STEP) < 0 ? SHORTEST_STEP : part;
        Map<String, Double> values = new LinkedHashMap<>();
        Lap all = Lap.NONE;
        for (int count : crowd.size() == active ? connections
                : connections.reversed()) {
            crowd.shrink(count);
            crowd.grow(count);
            // Nor while the server is busy with those that have come or gone.
            crowd.pump().settled(() -> target.probe().cpuNanos() / REST);
            Window window = crowd.run(active, step);
            values.put(String.valueOf(count), micros(window));
            all = all.plus(window.lap());
        }
        return new Sample(values, null, all);
    }

    /** What an answer costs: processor time, or any time if that is not known. */
    private static double micros(Window window) {
        Lap lap = window.lap();
        double seconds = Double.isNaN(lap.server()) ? lap.seconds() : lap.server();
        return seconds * TimeUnit.SECONDS.toMicros(1) / Math.max(1, window.count());
    }

    @Override
    public double warmUp(Duration time) throws IOException {
        return crowd.run(active, time).rate();
    }

    @Override
    public void close() {
        crowd.close();
    }
}
