package sevenservers.tests;

import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * What a {@link Wire} does to the bytes that pass it. It changes neither them nor
 * their order, only when they arrive and in what pieces.
 *
 * @param latency how long every byte is on its way
 * @param bandwidth how many bytes pass in a second, each way
 * @param slice the most bytes that are passed on at once
 * @param seed what the sizes of the slices follow from
 */
public record Faults(Duration latency, long bandwidth, int slice, long seed) {

    /** A wire that does nothing. */
    public static final Faults NONE =
            new Faults(Duration.ZERO, Long.MAX_VALUE, Integer.MAX_VALUE, 0);

    private static final int LARGEST_CHUNK = 16 * 1024;
    private static final int TICKS_PER_SECOND = 100;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** @throws IllegalArgumentException if a value is out of its range */
    public Faults {
        Objects.requireNonNull(latency, "latency");
        if (latency.isNegative() || bandwidth < 1 || slice < 1) {
            throw new IllegalArgumentException(
                    "no wire is of latency " + latency + ", bandwidth " + bandwidth
                            + " B/s and slices of " + slice + " B");
        }
    }

    public Faults withLatency(Duration latency) {
        return new Faults(latency, bandwidth, slice, seed);
    }

    public Faults withBandwidth(long bytesPerSecond) {
        return new Faults(latency, bytesPerSecond, slice, seed);
    }

    /** Cuts the stream into slices of all magnitudes, from one byte to a limit. */
    public Faults withSlices(int longest, long seed) {
        return new Faults(latency, bandwidth, longest, seed);
    }

    /** The most bytes that are passed on at once now. */
    int nextSize(RandomGenerator random) {
        // A narrow line trickles; it does not deliver much after a long time.
        long most = Math.clamp(bandwidth / TICKS_PER_SECOND, 1, LARGEST_CHUNK);
        return slice == Integer.MAX_VALUE
                ? (int) most
                : (int) Math.pow((double) Math.min(slice, most),
                        random.nextDouble());
    }

    /** How long so many bytes occupy the line, in nanoseconds. */
    long occupied(int bytes) {
        return bytes * NANOS_PER_SECOND / bandwidth;
    }
}
