package sevenservers.virtual;

import java.lang.ref.Cleaner;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a thread of a {@link GreenPool} does, and what has come of it. Its failure
 * waits for somebody to ask for the result.
 */
final class GreenThread<T> extends FutureTask<T> {

    private static final Logger LOG = LoggerFactory.getLogger(GreenThread.class);
    private static final Cleaner GARBAGE = Cleaner.create();

    private final Set<Untold> pool;
    private Untold untold;
    private volatile boolean stopped;

    /** A green thread of a pool that keeps its untold failures in such a set. */
    GreenThread(Callable<T> work, Set<Untold> pool) {
        super(work);
        this.pool = pool;
    }

    /** From now on a failure is no news: somebody has interrupted the work. */
    void stopped() {
        stopped = true;
    }

    @Override
    protected void setException(Throwable failure) {
        if (!stopped && !isCancelled()) {
            // Before anybody can ask.
            untold = new Untold(failure, pool);
            untold.garbage = GARBAGE.register(this, untold);
        }
        super.setException(failure);
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        try {
            return super.get();
        } catch (ExecutionException failed) {
            told();
            throw failed;
        }
    }

    @Override
    public T get(long time, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return super.get(time, unit);
        } catch (ExecutionException failed) {
            told();
            throw failed;
        }
    }

    @Override
    public Throwable exceptionNow() {
        Throwable failure = super.exceptionNow();
        told();
        return failure;
    }

    private void told() {
        if (untold != null) {
            untold.dismiss();
        }
    }

    /**
     * A failure that nobody has asked about yet. It must not know the green thread,
     * which would never become garbage.
     */
    static final class Untold implements Runnable {

        private final Throwable failure;
        private final Set<Untold> all;
        private Cleaner.Cleanable garbage;

        private Untold(Throwable failure, Set<Untold> all) {
            this.failure = failure;
            this.all = all;
            all.add(this);
        }

        private void dismiss() {
            all.remove(this);
            garbage.clean();
        }

        /** Logs it, once, unless somebody has asked by now. */
        @Override
        public void run() {
            if (all.remove(this)) {
                LOG.error("nobody asked about the failure of a green thread",
                        failure);
            }
        }
    }
}
