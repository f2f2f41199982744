package sevenservers.compare.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;

/**
 * Sees whether a server is as fast as it will be: whether it has done about as much
 * in each of the last slices of time.
 */
public final class WarmUp {

    private static final int ALIKE = 3;
    private static final double SPREAD = 0.05;

    private final Deque<Double> last = new ArrayDeque<>();

    /**
     * Lets the server behind these clients, always the same, work for a slice.
     *
     * @return whether the last slices were alike
     * @throws IOException as {@link Load#run(Duration)} does
     */
    public boolean warmUp(Load load, Duration slice) throws IOException {
        last.addLast(load.warmUp(slice));
        if (last.size() > ALIKE) {
            last.removeFirst();
        }
        double most = Collections.max(last);
        return last.size() == ALIKE
                && most - Collections.min(last) <= SPREAD * most;
    }
}
