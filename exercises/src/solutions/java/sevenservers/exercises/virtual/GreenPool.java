package sevenservers.exercises.virtual;

/**
 * Shares out a fixed number of places among virtual threads: each piece of work
 * runs in a new thread, and whoever spawns while all places are taken waits.
 *
 * <p>What it leaves out: a green thread that spawns into its own full pool may wait
 * for the end of itself. {@link sevenservers.virtual.GreenPool} does such work in
 * place, returns results, and can be closed.
 */
public final class GreenPool {

    private final int size;
    private int running;

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
     * Starts work in a virtual thread of its own, as soon as there is a place, and
     * does not wait for its end. What the work throws goes to the thread's handler
     * of uncaught exceptions.
     *
     * @throws InterruptedException if interrupted while waiting for a place; then
     *     the work is not done, and no place is taken
     */
    public synchronized void spawn(Runnable work) throws InterruptedException {
        while (running == size) {
            wait();
        }
        Thread.startVirtualThread(() -> perform(work));
        running++;
    }

    private void perform(Runnable work) {
        try {
            work.run();
        } finally {
            leavePlace();
        }
    }

    /**
     * Wakes all who wait: those who want a place and those who want the end differ.
     */
    private synchronized void leavePlace() {
        running--;
        notifyAll();
    }

    /** Waits until nothing runs, also nothing that was spawned meanwhile. */
    public synchronized void waitAll() throws InterruptedException {
        while (running > 0) {
            wait();
        }
    }

    /** How many pieces of work run. */
    public synchronized int running() {
        return running;
    }
}
