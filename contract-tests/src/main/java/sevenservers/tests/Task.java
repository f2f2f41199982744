package sevenservers.tests;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Something that goes on beside the test, in a thread of its own. */
public final class Task<T> {

    private final String what;
    private final FutureTask<T> result;

    private Task(String what, Callable<T> work) {
        this.what = what;
        this.result = new FutureTask<>(work);
    }

    /** Starts the work; what it does is said when it fails to end. */
    public static <T> Task<T> start(String what, Callable<T> work) {
        var task = new Task<>(what, work);
        // Not a virtual thread: it would share its carriers with a server's.
        Thread.ofPlatform().daemon().name(what).start(task.result);
        return task;
    }

    /** Starts the work in a platform thread of a group. */
    static <T> Task<T> startIn(ThreadGroup group, String what, Callable<T> work) {
        var task = new Task<>(what, work);
        new Thread(group, task.result, what).start();
        return task;
    }

    /** Starts work without a result. */
    public static Task<Void> start(String what, Runnable work) {
        return start(what, () -> {
            work.run();
            return null;
        });
    }

    /** Whether the work has ended, well or not. */
    public boolean isDone() {
        return result.isDone();
    }

    /**
     * Waits for the result.
     *
     * @throws AssertionError if the work failed, or has not ended within the time
     */
    public T await(Duration patience) {
        try {
            return result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError(
                    what + " has not ended within " + patience.toMillis() + " ms",
                    late);
        } catch (ExecutionException failed) {
            throw new AssertionError(
                    what + " failed: " + failed.getCause().getMessage(),
                    failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("the test was stopped during " + what,
                    stopped);
        }
    }
}
