package sevenservers.compare.load;

import java.io.IOException;
import java.util.List;
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
     * Connects the clients.
     *
     * @throws WrongAnswer if the server does not take them
     */
    Load open(Target target) throws IOException;
}
