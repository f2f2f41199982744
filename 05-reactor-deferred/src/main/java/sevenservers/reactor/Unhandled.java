package sevenservers.reactor;

import java.lang.ref.Cleaner;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The failure of a {@link Deferred} that nobody has handled yet. As long as the
 * program can reach the deferred, somebody still may. So it is reported when the
 * deferred is garbage or, since a short program collects none, when the reactor of
 * its thread has ended.
 */
final class Unhandled implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Deferred.class);
    private static final Cleaner GARBAGE = Cleaner.create();
    private static final Set<Unhandled> ALL = ConcurrentHashMap.newKeySet();

    private final Throwable failure;
    private final Place place;
    private final Thread thread = Thread.currentThread();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Cleaner.Cleanable garbage;

    /** It must not know the deferred, which would never become garbage. */
    Unhandled(Deferred<?> deferred, Throwable failure, Place place) {
        this.failure = failure;
        this.place = place;
        ALL.add(this);
        garbage = GARBAGE.register(deferred, this);
    }

    /** Somebody handles it after all. */
    void dismiss() {
        over.set(true);
        ALL.remove(this);
        garbage.clean();
    }

    /** Reports what is unhandled among the deferreds that failed in a thread. */
    static void reportAll(Thread thread) {
        ALL.stream().filter(one -> one.thread == thread).forEach(Unhandled::run);
    }

    /** Reports it, once. */
    @Override
    public void run() {
        if (over.compareAndSet(false, true)) {
            ALL.remove(this);
            LOG.error("nobody handled the failure of a deferred made at {}", place,
                    failure);
        }
    }
}
