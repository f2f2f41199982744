// Caught by: anInterruptedSpawnTakesNoPlace
// Takes the place before it waits, and keeps it when it is interrupted.
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
        running++;
        while (running > size) {
            wait();
        }
        Thread.startVirtualThread(() -> perform(work));
    }

    private void perform(Runnable work) {
        try {
            work.run();
        } finally {
            leavePlace();
        }
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
