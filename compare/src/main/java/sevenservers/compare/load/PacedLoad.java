package sevenservers.compare.load;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Few clients that ask all the time, and one that asks when its time has come,
 * whether it has had its answers or not. How long it waits in between is chance, so
 * that it does not always meet the others at the same point of their work. Its
 * latency counts from the moment when it had to ask: so a server that stands still
 * is late for all that should have been asked meanwhile, and not for one question
 * alone.
 */
final class PacedLoad implements Load {

    static final String MEDIAN = "p50";

    private static final double MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final EchoCrowd crowd;
    private final int busy;
    private final Duration pace;
    private final SplittableRandom random = new SplittableRandom(1);
    private final Tally tally = new Tally();
    private final EchoClient paced;

    /**
     * Connects the clients.
     *
     * @param busy how many ask all the time
     * @param pace the mean time from one question of the one to its next
     */
    PacedLoad(Target target, int busy, Duration pace, int size, Duration patience)
            throws IOException {
        this.busy = busy;
        this.pace = pace;
        crowd = new EchoCrowd(target, new EchoMessages(size), 1, busy, patience);
        try {
            // Answers may be missing for as long as one has patience, and a bit.
            paced = crowd.newcomer((int) patience.multipliedBy(2).dividedBy(pace),
                    tally);
            settle();
        } catch (IOException | RuntimeException failure) {
            crowd.close();
            throw failure;
        }
    }

    @Override
    public Sample run(Duration time) throws IOException {
        tally.clear();
        Stopwatch watch = crowd.watch();
        crowd.begin(busy);
        long due = System.nanoTime();
        long asks = Math.max(1, time.dividedBy(pace));
        for (long i = 0; i < asks; i++) {
            due += between();
            while (System.nanoTime() - due < 0) {
                crowd.pump().turn(due);
            }
            paced.ask(1, due);
        }
        settle();
        Lap lap = watch.lap();
        crowd.end();
        Histogram latency = tally.latency();
        return new Sample(
                Map.of(MEDIAN, latency.getValueAtPercentile(50) / MILLI), latency,
                lap);
    }

    /** From three quarters to five quarters of the pace. */
    private long between() {
        return (long) (pace.toNanos() * (0.75 + random.nextDouble() / 2));
    }

    private void settle() throws IOException {
        while (!tally.isSettled()) {
            crowd.pump().turn();
        }
    }

    /** The rate is that of the pace: it is settled from the beginning. */
    @Override
    public double warmUp(Duration time) throws IOException {
        run(time);
        return (double) TimeUnit.SECONDS.toNanos(1) / pace.toNanos();
    }

    @Override
    public void close() {
        crowd.close();
    }
}
