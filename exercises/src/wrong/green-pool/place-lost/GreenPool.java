// Caught by: whatThrowsGivesItsPlaceBack
// The place comes back only when the work returns, not when it throws.
package sevenservers.exercises.virtual;

public final class GreenPool {

    private final int size;
    private int running;

    public GreenPool(int size) {
        if (size < 1) {
            throw new IllegalArgumentException(
                    "size must be at least 1, but is " + size);
        }
        this.size = size;
    }

    public synchronized void spawn(Runnable work) throws InterruptedException {
        while (running == size) {
            wait();
        }
        Thread.startVirtualThread(() -> perform(work));
        running++;
    }

    private void perform(Runnable work) {
        work.run();
        leavePlace();
    }

    private synchronized void leavePlace() {
        running--;
        notifyAll();
    }

    public synchronized void waitAll() throws InterruptedException {
        while (running > 0) {
            wait();
        }
    }

    public synchronized int running() {
        return running;
    }
}
