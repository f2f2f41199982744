package sevenservers.exercises.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import sevenservers.tests.Task;

class RateLimitTest {

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final int BURST = 3;
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final Duration FILL = INTERVAL.multipliedBy(BURST);
    private static final Duration MOMENT = Duration.ofNanos(1);

    private final AtomicLong clock = new AtomicLong();
    private final RateLimit limit = limitFrom(0);

    private RateLimit limitFrom(long time) {
        clock.set(time);
        return new RateLimit(BURST, INTERVAL, clock::get);
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    /** How often a client may, asking until it is refused. */
    private static int taken(RateLimit limit, String client) {
        int count = 0;
        while (count < 10 * BURST && limit.tryTake(client)) {
            count++;
        }
        return count;
    }

    @Test
    @DisplayName("A client may do as many things at once as its bucket holds,"
            + " then it is refused")
    void refusesWhatExceedsTheBurst() {
        assertThat(taken(limit, "andy")).as("how often andy may at once")
                .isEqualTo(BURST);
        assertThat(limit.tryTake("andy")).as("whether andy may do one more")
                .isFalse();
    }

    @Test
    @DisplayName("One token comes back when its interval is over, not earlier,"
            + " and asking too early costs nothing")
    void oneComesBackEachInterval() {
        pass(INTERVAL.dividedBy(2));
        taken(limit, "andy");
        for (int i = 1; i <= 2 * BURST; i++) {
            pass(INTERVAL.minus(MOMENT));
            assertThat(limit.tryTake("andy"))
                    .as("whether andy may a nanosecond before interval %d is over",
                            i)
                    .isFalse();
            pass(MOMENT);
            assertThat(taken(limit, "andy"))
                    .as("how often andy may when interval %d is over; a refusal"
                            + " must cost nothing, or who asks often gets less",
                            i)
                    .isEqualTo(1);
        }
    }

    @Test
    @DisplayName("A part of an interval is not lost"
            + " when a token is taken meanwhile")
    void aPartOfAnIntervalIsNotLost() {
        taken(limit, "andy");
        pass(INTERVAL.multipliedBy(3).dividedBy(2));
        assertThat(taken(limit, "andy"))
                .as("how often andy may after one and a half intervals")
                .isEqualTo(1);
        pass(INTERVAL.dividedBy(2));
        assertThat(taken(limit, "andy"))
                .as("how often andy may after the other half of the second"
                        + " interval; if the clock of a bucket starts anew with"
                        + " each token, a client gets less than its rate")
                .isEqualTo(1);
    }

    @Test
    @DisplayName("Who is silent saves nothing up beyond a full bucket")
    void silenceSavesNothingUp() {
        limit.tryTake("andy");
        pass(FILL.multipliedBy(5));
        limit.tryTake("andy");
        pass(FILL.minus(INTERVAL));
        assertThat(taken(limit, "andy")).as("how often andy may after long silence")
                .isEqualTo(BURST);
    }

    @Test
    @DisplayName("One client's excess is not another's")
    void oneClientsExcessIsNotAnothers() {
        for (int i = 0; i < 5 * BURST; i++) {
            limit.take("andy");
        }
        assertThat(taken(limit, "betty"))
                .as("how often betty may while andy has done far too much")
                .isEqualTo(BURST);
        assertThat(limit.take("carl")).as("how long carl has to wait")
                .isEqualTo(Duration.ZERO);
        pass(FILL);
        assertThat(taken(limit, "betty")).as("how often betty may some time later")
                .isEqualTo(BURST);
        assertThat(limit.tryTake("andy"))
                .as("whether andy may, who still owes what he has taken too much;"
                        + " what others do must not make the limit forget it")
                .isFalse();
    }

    @Test
    @DisplayName("Who is not refused is told how long to wait for a token to come")
    void tellsHowLongToWait() {
        for (int i = 0; i < BURST; i++) {
            assertThat(limit.take("andy")).as("the wait for token %d of %d", i + 1,
                    BURST).isEqualTo(Duration.ZERO);
        }
        assertThat(limit.take("andy"))
                .as("the wait for the first token to come back")
                .isEqualTo(INTERVAL);
        assertThat(limit.take("andy")).as("the wait for the one after that: each"
                + " that is promised is taken").isEqualTo(INTERVAL.multipliedBy(2));
        pass(INTERVAL.multipliedBy(2));
        assertThat(limit.tryTake("andy"))
                .as("whether andy may when both tokens have come that were taken"
                        + " in advance")
                .isFalse();
        pass(INTERVAL.dividedBy(4));
        assertThat(limit.take("andy"))
                .as("the wait when a quarter of the next interval is over")
                .isEqualTo(INTERVAL.multipliedBy(3).dividedBy(4));
        assertThat(limit.take("betty")).as("the wait of another client")
                .isEqualTo(Duration.ZERO);
    }

    @Test
    @DisplayName("Clients that have been silent for long are forgotten")
    void forgetsTheSilent() {
        RateLimit early = limitFrom(-50 * FILL.toNanos());
        for (int i = 0; i < 100; i++) {
            assertThat(taken(early, "client " + i)).as("how often client %d may", i)
                    .isEqualTo(BURST);
            assertThat(early.remembered())
                    .as("clients remembered when %d have come, each after the one"
                            + " before had been silent long enough for a full"
                            + " bucket; a server that remembers everybody runs out"
                            + " of memory",
                            i + 1)
                    .isBetween(1, 2);
            pass(FILL);
        }
    }

    @Test
    @DisplayName("Only differences of the clock's times mean something,"
            + " and threads may call at once")
    void anyClockAndAnyThreadWillDo() {
        for (long start : new long[] {-1, Long.MIN_VALUE,
            Long.MAX_VALUE - INTERVAL.toNanos() / 2}) {
            RateLimit other = limitFrom(start);
            assertThat(taken(other, "andy"))
                    .as("how often andy may at the start of a clock at %d", start)
                    .isEqualTo(BURST);
            pass(INTERVAL);
            assertThat(taken(other, "andy"))
                    .as("how often andy may one interval later, at %d", clock.get())
                    .isEqualTo(1);
        }
        int threads = 4;
        int each = 10_000;
        var together = new CyclicBarrier(threads);
        var allowed = new AtomicInteger();
        var large = new RateLimit(threads * each / 2, INTERVAL, clock::get);
        Stream.generate(() -> Task.start("a thread that asks", () -> {
            together.await();
            for (int i = 0; i < each; i++) {
                if (large.tryTake("andy")) {
                    allowed.incrementAndGet();
                }
            }
            return null;
        })).limit(threads).toList().forEach(task -> task.await(PATIENCE));
        assertThat(allowed.get())
                .as("how often %d threads may, which ask at the same time",
                        threads)
                .isEqualTo(threads * each / 2);
    }
}
