// Caught by: waitAllHoldsUpNobody
// waitAll wants all places at once, and who wants one has to queue behind it.
package sevenservers.exercises.virtual;

import java.util.concurrent.Semaphore;

public final class GreenPool {

    private final int size;
    private final Semaphore places;

    public GreenPool(int size) {
        if (size < 1) {
            throw new IllegalArgumentException(
                    "size must be at least 1, but is " + size);
        }
        this.size = size;
        places = new Semaphore(size);
    }

    public void spawn(Runnable work) throws InterruptedException {
        places.acquire();
        Thread.startVirtualThread(() -> {
            try {
                work.run();
            } finally {
                places.release();
            }
        });
    }

    public void waitAll() throws InterruptedException {
        places.acquire(size);
        places.release(size);
    }

    public int running() {
        return size - places.availablePermits();
    }
}
