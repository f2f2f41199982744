package sevenservers.compare.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;

/**
 * Lets a server work until it is as fast as it will be: until it has done about as
 * much in each of the last slices of time.
 *
 * @param slice how long one is
 */
public record WarmUp(Duration slice) {

    private static final int ALIKE = 3;
    private static final double SPREAD = 0.05;

    /** How a warm-up has ended. */
    public enum End {
        /** The last slices were alike. */
        SETTLED,
        /** The time was over. */
        TIME_OVER
    }

    /**
     * Warms up the server behind these clients.
     *
     * @param most how long it may take, in slices' time
     * @throws IOException as {@link Load#run(Duration)} does
     */
    public End warmUp(Load load, Duration most) throws IOException {
        Deque<Double> last = new ArrayDeque<>();
        long slices = Math.max(1, most.dividedBy(slice));
        for (long i = 0; i < slices; i++) {
            last.addLast(load.warmUp(slice));
            if (last.size() > ALIKE) {
                last.removeFirst();
            }
            if (last.size() == ALIKE && Collections.max(last)
                    - Collections.min(last) <= SPREAD * Collections.max(last)) {
                return End.SETTLED;
            }
        }
        return End.TIME_OVER;
    }
}
