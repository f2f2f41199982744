package sevenservers.compare.load;

import java.io.IOException;
import java.time.Duration;

/**
 * The clients of one trial, connected to one server. They work only while they run;
 * in between they stay connected and are silent. For one thread.
 */
public interface Load extends AutoCloseable {

    /** The id of the measure that says how much was done a second. */
    String RATE = "rate";

    /**
     * Lets the clients work for about so long.
     *
     * @throws WrongAnswer if the server has sent what the contract does not allow,
     *     or nothing for too long, or has ended a connection
     */
    Sample run(Duration time) throws IOException;

    /**
     * Lets the clients work for about so long only that the server gets warm, and
     * leaves out what takes its time and warms nothing.
     *
     * @return how much was done a second; a server is warm when this grows no more
     * @throws WrongAnswer as {@link #run} does
     */
    default double warmUp(Duration time) throws IOException {
        return run(time).values().getOrDefault(RATE, 0.0);
    }

    /** Ends all connections. */
    @Override
    void close();
}
