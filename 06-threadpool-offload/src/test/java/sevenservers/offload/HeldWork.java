package sevenservers.offload;

import static sevenservers.tests.Wait.await;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import sevenservers.contract.Work;

/** Work that is held until the test lets it go on, or it is interrupted. */
final class HeldWork implements Work {

    private final Semaphore goOn = new Semaphore(0);
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger interrupted = new AtomicInteger();
    private volatile boolean holding;

    /** Whether what begins from now on is held. */
    HeldWork holding(boolean really) {
        holding = really;
        return this;
    }

    @Override
    public void perform() {
        boolean held = holding;
        begun.incrementAndGet();
        if (held) {
            try {
                goOn.acquire();
            } catch (InterruptedException stopped) {
                interrupted.incrementAndGet();
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Lets go on what is held and what will be. */
    void letGo() {
        holding = false;
        goOn.release(10_000);
    }

    int begun() {
        return begun.get();
    }

    int interrupted() {
        return interrupted.get();
    }

    void awaitBegun(int count) {
        await("so much has begun").pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> begun.get() == count);
    }

    void awaitInterrupted(int count) {
        await("so much is interrupted").pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> interrupted.get() == count);
    }
}
