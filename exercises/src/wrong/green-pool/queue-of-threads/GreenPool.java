// Caught by: spawnWaitsForAPlace
// The threads wait for a place, not who spawns: the queue has only moved.
package sevenservers.exercises.virtual;

import java.util.concurrent.Semaphore;

public final class GreenPool {

    private final int size;
    private final Semaphore places;
    private int running;

    public GreenPool(int size) {
        if (size < 1) {
            throw new IllegalArgumentException(
                    "size must be at least 1, but is " + size);
        }
        this.size = size;
        places = new Semaphore(size);
    }

    public synchronized void spawn(Runnable work) throws InterruptedException {
        running++;
        Thread.startVirtualThread(() -> perform(work));
    }

    private void perform(Runnable work) {
        places.acquireUninterruptibly();
        try {
            work.run();
        } finally {
            places.release();
            leave();
        }
    }

    private synchronized void leave() {
        running--;
        notifyAll();
    }

    public synchronized void waitAll() throws InterruptedException {
        while (running > 0) {
            wait();
        }
    }

    public synchronized int running() {
        return Math.min(running, size);
    }
}
