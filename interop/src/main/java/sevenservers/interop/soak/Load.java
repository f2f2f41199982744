package sevenservers.interop.soak;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import sevenservers.contract.Quietly;
import sevenservers.interop.soak.visits.Place;
import sevenservers.interop.soak.visits.Visit;

/**
 * Several players who pay one server its visits, with pauses: all in a random
 * order, then all again.
 */
final class Load {

    private static final int PLAYERS = 4;
    private static final int LONGEST_VISIT_SECONDS = 90;

    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("watch").factory());
    /** Whoever shares the server holds the first lock, who is alone the other. */
    private final ReadWriteLock company = new ReentrantReadWriteLock(true);
    private final List<Visit> visits;
    private final InetSocketAddress server;
    private final Tally tally;
    private final int pauseMillis;
    private final Random order;
    private final Deque<Visit> due = new ArrayDeque<>();
    private final List<Thread> players = new ArrayList<>();
    private volatile boolean over;

    /** Starts the players; the longest pause is between two visits of one. */
    Load(List<Visit> visits, InetSocketAddress server, Tally tally, long seed,
            int pauseMillis) {
        this.visits = visits;
        this.server = server;
        this.tally = tally;
        this.pauseMillis = pauseMillis;
        order = new Random(seed);
        for (int i = 0; i < PLAYERS; i++) {
            var random = new SplittableRandom(order.nextLong());
            players.add(Thread.startVirtualThread(() -> play(random)));
        }
    }

    /** Begins no other round of visits. */
    void end() {
        over = true;
    }

    /** Waits for the end of the last visits. */
    void awaitEnd() {
        players.forEach(Quietly::join);
        watch.shutdownNow();
    }

    private void play(SplittableRandom random) {
        try {
            for (Visit visit; (visit = next()) != null;) {
                pay(visit, random);
                Thread.sleep(random.nextInt(pauseMillis + 1));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next visit, or null when the last round is over. */
    private synchronized Visit next() {
        if (due.isEmpty() && !over) {
            List<Visit> round = new ArrayList<>(visits);
            Collections.shuffle(round, order);
            due.addAll(round);
        }
        return due.poll();
    }

    private void pay(Visit visit, SplittableRandom random)
            throws InterruptedException {
        Lock turn = visit.alone() ? company.writeLock() : company.readLock();
        turn.lock();
        try (var place = new Place(server, random, tally.checked())) {
            var limit = watch.schedule(place::close, LONGEST_VISIT_SECONDS,
                    TimeUnit.SECONDS);
            try {
                visit.pay(place);
            } catch (AssertionError | RuntimeException failure) {
                tally.failed(visit.title(), failure);
            } finally {
                limit.cancel(false);
            }
        } finally {
            turn.unlock();
            tally.visited(visit.title());
        }
    }
}
