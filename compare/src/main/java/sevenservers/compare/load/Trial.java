package sevenservers.compare.load;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import sevenservers.compare.results.Scenario;
import sevenservers.contract.Service;

/** A scenario, and the clients that play it. */
public interface Trial {

    Scenario scenario();

    /** The service that is played with. */
    Service service();

    /** Options that the server is started with: {@code --work sleep:20ms}. */
    List<String> serverOptions();

    /**
     * Whether one server alone is played with at a time, since the clients of
     * several would need too many descriptors.
     */
    default boolean alone() {
        return false;
    }

    /** Whether it is played even when there is little time. */
    default boolean quick() {
        return !alone();
    }

    /**
     * How much longer than it should a round takes, about: while clients come and
     * go, nothing is measured.
     */
    default Duration beside() {
        return Duration.ZERO;
    }

    /** What a reader has to know of how it is played on this machine. */
    default Optional<String> note() {
        return Optional.empty();
    }

    /**
     * Connects the clients.
     *
     * @throws WrongAnswer if the server does not take them
     */
    Load open(Target target) throws IOException;
}
