package sevenservers.interop.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import sevenservers.interop.soak.visits.Place;
import sevenservers.tests.ServerProcess;

/** A server under load, which is suspected of growing until it has proved flat. */
final class Suspect implements AutoCloseable {

    private static final long POLL_MILLIS = 100;
    /** A failure, what was thrown, and where. */
    private static final int LINES_TOLD = 5;

    private final Candidate candidate;
    private final ServerProcess process;
    private final Tally tally = new Tally();
    private Load load;
    private Vitals before;
    private Vitals last;
    private String unmeasured;

    /** Starts the server. */
    Suspect(Candidate candidate) throws IOException {
        this.candidate = candidate;
        process = ServerProcess.start(candidate.command(), Place.PATIENCE);
    }

    String name() {
        return candidate.name();
    }

    Tally tally() {
        return tally;
    }

    /** What was measured last, or null. */
    Vitals last() {
        return last;
    }

    /** What was measured after the warm-up, or null. */
    Vitals before() {
        return before;
    }

    /** Whether it was measured both after the warm-up and later. */
    boolean isCompared() {
        return before != null && last != null;
    }

    void startLoad(long seed, int pauseMillis) {
        load = new Load(candidate.visits(), process.address(), tally, seed,
                pauseMillis);
    }

    void endLoad() {
        load.end();
    }

    void awaitEndOfLoad() {
        load.awaitEnd();
    }

    /** Measures as it is now, if it has not died. */
    void measure() {
        try {
            last = Vitals.of(process);
        } catch (IOException | UncheckedIOException failure) {
            unmeasured = failure.getMessage();
        }
    }

    /** What comes and goes with clients; a dead server holds nothing. */
    private Held held() {
        try {
            return new Held(process.descriptors(), Vitals.threads(process.pid()));
        } catch (IOException | UncheckedIOException ended) {
            return new Held(0, 0);
        }
    }

    /** Measures what is left when nothing has changed for some time. */
    void measureBefore(Duration still) throws InterruptedException {
        Held held = held();
        for (long since = System.nanoTime(); System.nanoTime() - since < still
                .toNanos();) {
            Held now = held();
            since = now.equals(held) ? since : System.nanoTime();
            held = now;
            Thread.sleep(POLL_MILLIS);
        }
        measure();
        before = last;
    }

    /** Measures what is left when it is no more than before, or time is up. */
    void measureAfter(Duration patience) throws InterruptedException {
        for (long end = System.nanoTime() + patience.toNanos(); before != null
                && held().exceeds(before) && System.nanoTime() < end;) {
            Thread.sleep(POLL_MILLIS);
        }
        measure();
    }

    /** Ends the server, and says all that was wrong with it. */
    List<String> verdict() {
        List<String> wrong = new ArrayList<>();
        if (!process.isAlive()) {
            wrong.add("the server has died");
        } else {
            if (unmeasured != null) {
                wrong.add("it could not be measured: " + unmeasured);
            }
            if (isCompared()) {
                wrong.addAll(Flatness.complaints(before, last));
            }
            try {
                process.stop();
            } catch (AssertionError late) {
                wrong.add(late.getMessage());
            }
        }
        process.errors().lines().limit(LINES_TOLD)
                .forEach(line -> wrong.add("the server said: " + line));
        if (tally.failed() > 0) {
            wrong.add(tally.failed() + " visits failed");
            wrong.addAll(tally.failures());
        }
        return wrong;
    }

    /** Ends the server at once. */
    @Override
    public void close() {
        process.close();
    }

    private record Held(int descriptors, int threads) {

        boolean exceeds(Vitals vitals) {
            return descriptors > vitals.descriptors()
                    || threads > vitals.threads();
        }
    }
}
