package sevenservers.contract;

import java.io.Closeable;
import java.io.IOException;

/** Ends things of which nobody needs to know how they ended. */
public final class Quietly {

    private Quietly() {
    }

    /** Closes a socket or channel; that it was broken already does not matter. */
    public static void close(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException broken) {
            // What matters is that it is closed now.
        }
    }

    /**
     * Waits for the end of a thread, interrupted or not; an interrupt is kept for
     * later. A thread does not wait for itself.
     */
    public static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive() && thread != Thread.currentThread()) {
            try {
                thread.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
