package sevenservers.exercises.virtual;

/**
 * Shares out a fixed number of places among virtual threads. To be built: {@link
 * #spawn}, {@link #waitAll} and {@link #running}. Each piece of work runs in a new
 * virtual thread; there are no threads that wait for work.
 *
 * <ul>
 * <li>Never do more pieces run at once than there are places.
 * <li>Who spawns while all places are taken waits, and goes on as soon as one is
 * free. Nothing else is queued: no thread is started that waits for its turn.
 * <li>A piece that ends gives its place back, however it ends.
 * <li>Who waits in {@code waitAll} only watches. It takes no place, and holds up
 * nobody who wants one.
 * <li>All methods may be called from any thread.
 * </ul>
 *
 * <p>A green thread that spawns into its own full pool is no concern here.
 *
 * <p>{@link sevenservers.virtual.GreenPool} shows a larger one, with results, which
 * can be closed. This one fits on a page.
 */
public final class GreenPool {

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
        // TODO: remember what the methods below need.
    }

    /**
     * Starts work in a virtual thread of its own, as soon as there is a place, and
     * does not wait for its end. What the work throws goes to the thread's handler
     * of uncaught exceptions.
     *
     * @throws InterruptedException if interrupted while waiting for a place; then
     *     the work is not done, and no place is taken
     */
    public void spawn(Runnable work) throws InterruptedException {
        // TODO: wait for a place, then start the work.
        throw new UnsupportedOperationException("TODO: spawn");
    }

    /** Waits until nothing runs, also nothing that was spawned meanwhile. */
    public void waitAll() throws InterruptedException {
        // TODO: wait until all places are free.
        throw new UnsupportedOperationException("TODO: waitAll");
    }

    /** How many pieces of work run. */
    public int running() {
        // TODO: count them.
        throw new UnsupportedOperationException("TODO: running");
    }
}
