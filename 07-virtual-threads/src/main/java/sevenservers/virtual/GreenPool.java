package sevenservers.virtual;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bounded number of virtual threads, each of which does one piece of work.
 *
 * <p>Retells Eventlet's class of this name. It is no pool of threads that wait for
 * work, since a new thread costs next to nothing: what it shares out is places.
 * Who spawns while all are taken waits, and so whatever brings the work is slowed
 * to the pace at which it is done.
 *
 * <p>A green thread that spawns into its own pool while that is full does the work
 * itself, in place: if it waited, it might wait for the end of itself.
 *
 * <p>A failure waits in the {@link Future} for who asks. If nobody ever does, it is
 * logged: when the future is garbage, or at the latest by {@link #close()}. What
 * fails because it was cancelled, or interrupted by {@code close()}, is not.
 *
 * <p>Its methods may be called from any thread.
 */
public final class GreenPool implements AutoCloseable {

    /** So many green threads run at once unless told otherwise. */
    public static final int DEFAULT_SIZE = 1000;

    private final int size;
    private final Map<Thread, GreenThread<?>> running = new HashMap<>();
    private final Set<GreenThread.Untold> untold = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private boolean closed;

    /** A pool of {@link #DEFAULT_SIZE} places. */
    public GreenPool() {
        this(DEFAULT_SIZE);
    }

    /**
     * A pool of so many places.
     *
     * @throws IllegalArgumentException if there is not even one
     */
    public GreenPool(int size) {
        if (size < 1) {
            throw new IllegalArgumentException(
                    "size must be at least 1, but is " + size);
        }
        this.size = size;
    }

    /**
     * Starts work in a green thread, as soon as there is a place.
     *
     * @return what comes of it; {@link Future#cancel cancel(true)} interrupts it
     * @throws InterruptedException if interrupted while waiting for a place
     * @throws RejectedExecutionException if the pool is closed
     */
    public <T> Future<T> spawn(Callable<T> work) throws InterruptedException {
        var green = new GreenThread<>(work, untold);
        lock.lock();
        try {
            while (isFull() && !isMine()) {
                ended.await();
            }
            requireOpen();
            if (!isFull()) {
                start(green);
                return green;
            }
        } finally {
            lock.unlock();
        }
        green.run();
        return green;
    }

    private void start(GreenThread<?> green) {
        Thread thread = Thread.ofVirtual().name("green").unstarted(() -> {
            green.run();
            end();
        });
        running.put(thread, green);
        thread.start();
    }

    private void end() {
        lock.lock();
        try {
            running.remove(Thread.currentThread());
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A closed pool lets nobody wait. */
    private boolean isFull() {
        return running.size() >= size && !closed;
    }

    private boolean isMine() {
        return running.containsKey(Thread.currentThread());
    }

    private void requireOpen() {
        if (closed) {
            throw new RejectedExecutionException("the pool is closed");
        }
    }

    /**
     * Waits until there is a place. Somebody else may take it before the caller
     * does.
     *
     * @throws RejectedExecutionException if the pool is closed
     */
    public void waitAvailable() throws InterruptedException {
        lock.lock();
        try {
            while (isFull()) {
                ended.await();
            }
            requireOpen();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until no green thread runs, also none that was spawned meanwhile.
     *
     * @throws IllegalStateException if called by a green thread of the pool
     */
    public void waitAll() throws InterruptedException {
        var _ = waitAll(Duration.ofNanos(Long.MAX_VALUE));
    }

    /**
     * Waits until no green thread runs, but only so long.
     *
     * @return whether none runs
     * @throws IllegalStateException if called by a green thread of the pool
     */
    public boolean waitAll(Duration time) throws InterruptedException {
        lock.lock();
        try {
            if (isMine()) {
                throw new IllegalStateException("it would wait for itself");
            }
            long left = time.toNanos();
            while (!running.isEmpty() && left > 0) {
                left = ended.awaitNanos(left);
            }
            return running.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** How many green threads run. */
    public int running() {
        lock.lock();
        try {
            return running.size();
        } finally {
            lock.unlock();
        }
    }

    /** How many more green threads may be spawned without waiting. */
    public int free() {
        return size - running();
    }

    /** What is done with each input. */
    @FunctionalInterface
    public interface Mapper<I, O> {

        O map(I input) throws Exception;
    }

    /**
     * Maps inputs in green threads of this pool; the results come in the order of
     * the inputs. Nothing happens until a result is asked for. Then inputs are
     * taken as far ahead as the pool has places, never more at once than its size,
     * and so there may be infinitely many.
     *
     * <p>A failure comes where its result would have come, as the cause of a {@link
     * CompletionException}; what comes after it can still be asked for. If nobody
     * asks for more, no more is started, and what is in flight runs to its end.
     *
     * <p>{@link Iterator#next} is interrupted by a {@link CompletionException},
     * too. The thread stays interrupted, and the result is lost.
     *
     * @return to be used by one thread at a time
     */
    public <I, O> Iterator<O> imap(Mapper<? super I, ? extends O> mapper,
            Iterator<? extends I> inputs) {
        return new Results<I, O>(mapper, inputs);
    }

    private final class Results<I, O> implements Iterator<O> {

        private final Mapper<? super I, ? extends O> mapper;
        private final Iterator<? extends I> inputs;
        private final Queue<Future<O>> inFlight = new ArrayDeque<>();

        Results(Mapper<? super I, ? extends O> mapper,
                Iterator<? extends I> inputs) {
            this.mapper = mapper;
            this.inputs = inputs;
        }

        @Override
        public boolean hasNext() {
            return !inFlight.isEmpty() || inputs.hasNext();
        }

        @Override
        public O next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            try {
                lookAhead();
                return inFlight.remove().get();
            } catch (ExecutionException failed) {
                throw new CompletionException(failed.getCause());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new CompletionException(stopped);
            }
        }

        /**
         * Waits for a place only if nothing is in flight, and does not let what is
         * ready wait for an input that is slow to come.
         */
        private void lookAhead() throws InterruptedException {
            while ((inFlight.isEmpty() || inFlight.size() < size && free() > 0)
                    && inputs.hasNext()) {
                I input = inputs.next();
                inFlight.add(spawn(() -> mapper.map(input)));
                if (inFlight.element().isDone()) {
                    return;
                }
            }
        }
    }

    /**
     * Lets no more be spawned, interrupts all green threads, and waits for their
     * end; a green thread of the pool does not wait. Those that wait for a place
     * are told that the pool is closed. May be called twice.
     */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            ended.signalAll();
            running.forEach((thread, green) -> {
                green.stopped();
                thread.interrupt();
            });
            while (!running.isEmpty() && !isMine()) {
                ended.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
        List.copyOf(untold).forEach(GreenThread.Untold::run);
    }
}
