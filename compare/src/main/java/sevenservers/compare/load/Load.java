package sevenservers.compare.load;

import java.io.IOException;
import java.time.Duration;

/**
 * The clients of one trial, connected to one server. They work only while they run;
 * in between they stay connected and are silent. For one thread.
 */
public interface Load extends AutoCloseable {

    /**
     * Lets the clients work for about so long.
     *
     * @throws WrongAnswer if the server has sent what the contract does not allow,
     *     or nothing for too long
     * @throws IOException if a connection is broken
     */
    Sample run(Duration time) throws IOException;

    /** Ends all connections. */
    @Override
    void close();
}
