package sevenservers.compare.run;

import java.io.IOException;
import java.time.Duration;
import sevenservers.compare.load.Load;

/** Lets one server work, a slice of time after the other. */
@FunctionalInterface
public interface Warming {

    /**
     * Lets the server behind these clients work for a slice.
     *
     * @return whether it is as fast as it will be
     * @throws IOException as {@link Load#run(Duration)} does
     */
    boolean warmUp(Load load, Duration slice) throws IOException;
}
