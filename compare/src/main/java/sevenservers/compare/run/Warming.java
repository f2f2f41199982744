package sevenservers.compare.run;

import java.io.IOException;
import java.time.Duration;
import sevenservers.compare.load.Load;

/** Lets a server work until it is as fast as it will be. */
@FunctionalInterface
public interface Warming {

    /**
     * Warms up the server behind these clients.
     *
     * @param most how long it may take
     * @throws IOException as {@link Load#run(Duration)} does
     */
    void warmUp(Load load, Duration most) throws IOException;
}
