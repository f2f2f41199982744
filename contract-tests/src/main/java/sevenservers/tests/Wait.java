package sevenservers.tests;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waiting for conditions, in the thread of the test. */
public final class Wait {

    private static final Duration STILL = Duration.ofMillis(300);
    private static final Duration STALL_AT_LAST = Duration.ofSeconds(60);

    private Wait() {
    }

    /**
     * Waits until a condition holds.
     *
     * @throws org.awaitility.core.ConditionTimeoutException if it does not in time
     */
    public static void until(String what, Duration patience,
            Callable<Boolean> condition) {
        await(what).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2))
                .atMost(patience).until(condition);
    }

    /** Lets time pass: only where time itself is what the promise is about. */
    static void pass(Duration time) {
        await("time passes").pollDelay(time).atMost(time.plusSeconds(60))
                .until(() -> true);
    }

    /**
     * Waits until a task that sends makes no more progress, or has ended: then the
     * server and the kernel have taken all that they take while nobody reads.
     */
    static void untilStalled(Task<?> sending, LongSupplier sent) {
        var last = new AtomicLong(-1);
        each(STILL, "the server has taken what it takes", STALL_AT_LAST,
                () -> sending.isDone()
                        || last.getAndSet(sent.getAsLong()) == sent.getAsLong());
    }

    /** Asks again after each interval until the condition holds. */
    public static void each(Duration interval, String what, Duration patience,
            Callable<Boolean> condition) {
        await(what).pollDelay(interval).pollInterval(interval).atMost(patience)
                .until(condition);
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).pollInSameThread();
    }
}
