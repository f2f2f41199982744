package sevenservers.offload;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import sevenservers.contract.Quietly;

/**
 * Threads that work while the loop goes on. Work goes to them through a queue; what
 * came of it goes back to the loop through a pipe, and is handled there, as one
 * more event of the handler that asked for it. So handlers need no locks.
 *
 * <p>All of it is for the loop's thread, except for {@link #post} and
 * {@link #isWorker()}.
 *
 * <p>Retells the {@code ThreadPoolHandler} of the document. That one takes any
 * amount of work, and a failure of it reaches nobody.
 */
public final class WorkerPool extends WakeupPipe {

    /** As many threads as the document has. */
    public static final int THREADS = 16;

    /** How much work may be waiting or being done. */
    public static final int CAPACITY = 1024;

    private final int capacity;
    private final ExecutorService executor;
    private final Set<Thread> workers = ConcurrentHashMap.newKeySet();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int pending;

    /**
     * A pool of {@link #THREADS} threads for {@link #CAPACITY} pieces of work.
     *
     * @param name goes before the threads' numbers
     * @throws IOException if the system has no descriptor, or too few threads, left
     */
    public WorkerPool(EventLoop loop, String name) throws IOException {
        this(loop, name, THREADS, CAPACITY);
    }

    /**
     * A pool.
     *
     * @param name goes before the threads' numbers
     * @param threads how much work is done at once
     * @param capacity how much work may be waiting or being done
     * @throws IOException if the system has no descriptor, or too few threads, left
     */
    public WorkerPool(EventLoop loop, String name, int threads, int capacity)
            throws IOException {
        super(loop);
        this.capacity = capacity;
        executor = startThreads(threads, name);
    }

    /** All now: that there are too few is to be known before a client comes. */
    private ExecutorService startThreads(int count, String name)
            throws IOException {
        ThreadFactory named = Thread.ofPlatform().name(name, 1).factory();
        var starting = new ThreadPoolExecutor(count, count, 0, TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(), work -> {
                    Thread worker = named.newThread(work);
                    workers.add(worker);
                    return worker;
                });
        try {
            starting.prestartAllCoreThreads();
            return starting;
        } catch (OutOfMemoryError noThread) {
            starting.shutdown();
            super.close();
            throw new IOException("cannot start " + count + " threads", noThread);
        }
    }

    /** Whether {@link #run} takes more work. */
    public boolean hasRoom() {
        return pending < capacity;
    }

    /**
     * Does something as soon as there is room: at once, or when those have had
     * their turn who have waited longer. It is an event of this handler.
     */
    public void whenRoom(EventHandler handler, Runnable action) {
        waiting.add(() -> loop().handle(handler, action::run));
        serveWaiting();
    }

    private void serveWaiting() {
        while (hasRoom() && !waiting.isEmpty()) {
            waiting.remove().run();
        }
    }

    /** How much work is waiting, being done, or done but not yet handled. */
    public int pending() {
        return pending;
    }

    /**
     * Has work done by one of the threads, and what came of it handled by the loop:
     * either its result, or its failure, by the handler's
     * {@link EventHandler#handleFailure}.
     *
     * @throws IllegalStateException if there is no room
     */
    public <T> Task run(EventHandler handler, Callable<T> work,
            Consumer<? super T> done) {
        if (!hasRoom()) {
            throw new IllegalStateException(
                    "no room for more than " + capacity + " pieces of work");
        }
        var task = new Piece<T>(handler, work, done);
        executor.execute(task);
        pending++;
        return task;
    }

    /** Whether the calling thread is one of the pool's. */
    public boolean isWorker() {
        return workers.contains(Thread.currentThread());
    }

    /**
     * Ends the threads: work that waits is not begun, work that is being done is
     * interrupted, and nothing of either is handled. Whoever wants it handled turns
     * the loop until nothing is {@link #pending()}.
     */
    @Override
    public void close() {
        executor.shutdownNow();
        // The executor itself has ended when its last thread is only about to.
        workers.forEach(Quietly::join);
        super.close();
    }

    /** Work that was handed over. */
    public interface Task {

        /**
         * Has the work not begun, or interrupted; nothing of it is handled, even if
         * it is done already. For the loop's thread.
         */
        void cancel();
    }

    private final class Piece<T> extends FutureTask<T> implements Task {

        private final EventHandler handler;
        private final Consumer<? super T> done;
        private boolean wanted = true;

        Piece(EventHandler handler, Callable<T> work, Consumer<? super T> done) {
            super(work);
            this.handler = handler;
            this.done = done;
        }

        /** On a thread of the pool. */
        @Override
        public void run() {
            super.run();
            post(this::ended);
        }

        @Override
        public void cancel() {
            wanted = false;
            cancel(true);
        }

        /** On the loop's thread. */
        private void ended() {
            pending--;
            if (wanted) {
                loop().handle(handler, this::handle);
            }
            serveWaiting();
        }

        private void handle() {
            if (state() == State.FAILED) {
                loop().failed(handler, exceptionNow());
            } else {
                done.accept(resultNow());
            }
        }
    }
}
