package sevenservers.tests;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waiting for conditions. */
public final class Wait {

    /** How long a test waits for what comes soon, on however busy a machine. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private Wait() {
    }

    /** Begins to say what is waited for, {@link #PATIENCE} at most. */
    public static ConditionFactory await() {
        return Awaitility.await().atMost(PATIENCE);
    }

    /** The same, with words for whom it does not come. */
    public static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(PATIENCE);
    }

    /**
     * Waits until a condition holds.
     *
     * @throws org.awaitility.core.ConditionTimeoutException if it does not in time
     */
    public static void until(String what, Duration patience,
            Callable<Boolean> condition) {
        inThisThread(what).pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .atMost(patience).until(condition);
    }

    /** Lets time pass: only where time itself is what the promise is about. */
    static void pass(Duration time) {
        inThisThread("time passes").pollDelay(time).atMost(time.plus(PATIENCE))
                .until(() -> true);
    }

    /**
     * Waits until a task that sends makes no more progress, or ended a while ago:
     * then server and kernel have taken all that they take while nobody reads.
     */
    static void untilStalled(Task<?> sending, LongSupplier sent) {
        untilStalled(sending, sent, PATIENCE);
    }

    /** The same, but no longer than so. */
    static void untilStalled(Task<?> sending, LongSupplier sent,
            Duration patience) {
        var progress = new Stillness<Long>();
        each(Stillness.GLANCE, "the server has taken what it takes", patience,
                () -> {
                    boolean ended = sending.isDone();
                    long now = sent.getAsLong();
                    // Who has sent nothing has yet to begin.
                    return progress.isSeen(now, ended || now > 0);
                });
    }

    /** Asks again after each interval until the condition holds. */
    public static void each(Duration interval, String what, Duration patience,
            Callable<Boolean> condition) {
        inThisThread(what).pollDelay(interval).pollInterval(interval)
                .atMost(patience)
                .until(condition);
    }

    private static ConditionFactory inThisThread(String what) {
        return Awaitility.await(what).pollInSameThread();
    }
}
