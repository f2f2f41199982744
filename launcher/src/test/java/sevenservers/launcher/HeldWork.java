package sevenservers.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import sevenservers.contract.Work;

/**
 * Work that a test can hold: chosen calls wait until the test lets them go on, and
 * take their time then. What begins and ends is recorded, in its order.
 */
final class HeldWork implements Work, AutoCloseable {

    private final Work work;
    private final CountDownLatch released = new CountDownLatch(1);
    private final List<String> events = new ArrayList<>();
    private int held;
    private int begun;
    private int busy;
    private int busiest;

    HeldWork(Work work) {
        this.work = work;
    }

    /**
     * Holds the next calls, so many of them. The records begin here, and with them
     * the numbers of the calls. To be called while no call is busy.
     */
    synchronized void hold(int calls) {
        held = calls;
        begun = 0;
        busiest = 0;
        events.clear();
    }

    /** Lets all calls go on. */
    void release() {
        released.countDown();
    }

    /** What has happened, as {@code 1 begins} and {@code 1 ends}. */
    synchronized List<String> events() {
        return List.copyOf(events);
    }

    /** How many calls have begun and not ended. */
    synchronized int busy() {
        return busy;
    }

    /** How many calls have been busy at once, at most. */
    synchronized int busiest() {
        return busiest;
    }

    @Override
    public void perform() {
        int call = begin();
        try {
            if (isHeld(call)) {
                released.await();
            }
            work.perform();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            end(call);
        }
    }

    /** Releases what is held, so that the server can be closed. */
    @Override
    public void close() {
        release();
    }

    private synchronized int begin() {
        begun++;
        busy++;
        busiest = Math.max(busiest, busy);
        events.add(begun + " begins");
        return begun;
    }

    private synchronized boolean isHeld(int call) {
        return call <= held;
    }

    private synchronized void end(int call) {
        busy--;
        events.add(call + " ends");
    }
}
