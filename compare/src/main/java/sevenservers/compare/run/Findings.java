package sevenservers.compare.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import sevenservers.compare.load.Lap;
import sevenservers.compare.load.Sample;
import sevenservers.compare.results.Latency;
import sevenservers.compare.results.Outcome;
import sevenservers.compare.results.Use;

/** What the rounds of one contender in one scenario have found. */
final class Findings {

    private static final double BUSY = 0.9;
    private static final double MICRO = 1000;

    /** So many have to be slower than what is said of a part of all. */
    private static final int SLOWER = 10;

    private final Map<String, List<Double>> rounds = new LinkedHashMap<>();
    private final Histogram latency = Sample.latencies();
    private Lap lap = Lap.NONE;

    /** Adds a round. */
    void add(Sample sample) {
        lap = lap.plus(sample.lap());
        if (sample.latency() != null) {
            latency.add(sample.latency());
        }
        sample.values().forEach((measure, value) -> rounds
                .computeIfAbsent(measure, _ -> new ArrayList<>()).add(value));
    }

    /** Whether there was no round yet. */
    boolean isEmpty() {
        return rounds.isEmpty();
    }

    /**
     * All of it.
     *
     * @param processors how many the server could use
     * @param failure why there are not all rounds, or null
     */
    Outcome outcome(String scenario, String contender, int processors,
            String failure) {
        return new Outcome(scenario, contender, rounds,
                latency.getTotalCount() == 0 ? null : latency(), use(),
                isLoadBound(lap, processors), failure);
    }

    /**
     * Whether the clients had as much to do as they can, and the server had not:
     * neither all of its processors, nor one, which is all that a server of one
     * thread can use.
     */
    static boolean isLoadBound(Lap lap, int processors) {
        boolean all = lap.cpu() > BUSY * processors;
        boolean one = Math.abs(lap.cpu() - 1) < 1 - BUSY;
        return lap.busy() > BUSY && !all && !one;
    }

    /** Null if nothing was measured, or nothing is known. */
    private Use use() {
        var use = new Use(Double.isNaN(lap.cpu()) ? null : lap.cpu(),
                lap.threads() < 0 ? null : lap.threads(),
                lap.memory() < 0 ? null : lap.memory());
        return use.equals(Use.UNKNOWN) ? null : use;
    }

    private Latency latency() {
        return new Latency(latency.getTotalCount(), micros(2), micros(10),
                micros(100), micros(1000), latency.getMaxValue() / MICRO);
    }

    /** What one of so many is slower than; null if these are too few to say. */
    private Double micros(int oneOf) {
        return latency.getTotalCount() < (long) SLOWER * oneOf ? null
                : latency.getValueAtPercentile(100 - 100.0 / oneOf) / MICRO;
    }
}
