package sevenservers.interop.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Servers under load for a long time. They are measured when nobody is there, after
 * the warm-up and at the end, and now and then under load.
 */
final class Soak {

    private final CountDownLatch told = new CountDownLatch(1);
    private final List<Suspect> suspects = new ArrayList<>();
    private final Plan plan;
    private final Tables tables;
    private final long begun = System.nanoTime();

    Soak(Plan plan, Tables tables) {
        this.plan = plan;
        this.tables = tables;
    }

    /** Ends it early; {@link #run} tells what there is. From any thread. */
    void endEarly() {
        told.countDown();
    }

    /**
     * Runs it to its end.
     *
     * @return whether all servers proved flat
     * @throws IOException if a server cannot be started
     */
    boolean run(List<Candidate> candidates)
            throws IOException, InterruptedException {
        try {
            for (Candidate candidate : candidates) {
                suspects.add(new Suspect(candidate));
            }
            load(plan.warmUp(), plan.seed());
            if (!isEndedEarly()) {
                for (Suspect suspect : suspects) {
                    suspect.measureBefore(plan.still());
                }
                tables.vitals("Quiet after the warm-up", suspects);
                load(plan.load(), ~plan.seed());
            }
            for (Suspect suspect : suspects) {
                suspect.measureAfter(plan.patience());
            }
            tables.vitals("Quiet at the end", suspects);
            return judge();
        } finally {
            suspects.forEach(Suspect::close);
        }
    }

    private void load(Duration time, long seed) throws InterruptedException {
        for (int i = 0; i < suspects.size(); i++) {
            suspects.get(i).startLoad(seed + i, plan.pauseMillis());
        }
        long end = System.nanoTime() + time.toNanos();
        for (long left; (left = end - System.nanoTime()) > 0
                && !told.await(Math.min(left, plan.every().toNanos()),
                        TimeUnit.NANOSECONDS);) {
            if (end - System.nanoTime() > plan.every().toNanos() / 2) {
                for (Suspect suspect : suspects) {
                    suspect.measure();
                }
                tables.vitals(Tables.after(
                        Duration.ofNanos(System.nanoTime() - begun))
                        + ", under load", suspects);
            }
        }
        suspects.forEach(Suspect::endLoad);
        suspects.forEach(Suspect::awaitEndOfLoad);
    }

    private boolean isEndedEarly() {
        return told.getCount() == 0;
    }

    private boolean judge() {
        tables.visits(suspects);
        if (isEndedEarly()) {
            tables.say(
                    "\nIt was ended early: what follows holds for a shorter time "
                            + "than was asked for.");
        }
        tables.say("\n" + Flatness.RULE);
        boolean flat = true;
        for (Suspect suspect : suspects) {
            List<String> wrong = suspect.verdict();
            tables.verdict(suspect, wrong);
            flat &= wrong.isEmpty() && suspect.isCompared();
        }
        return flat;
    }
}
