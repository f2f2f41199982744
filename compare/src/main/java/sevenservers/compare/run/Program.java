package sevenservers.compare.run;

import java.util.List;
import sevenservers.compare.results.Contender;
import sevenservers.contract.Service;

/** A contender, and how its servers are started. */
public interface Program {

    Contender contender();

    /** Whether its servers can be started on this machine. */
    boolean isInstalled();

    /** Whether it is compared even when there is little time. */
    boolean quick();

    /** Whether it is compared only if it is asked for by name. */
    default boolean onlyIfNamed() {
        return false;
    }

    /** Flags that the JVM of its servers has beside those that all have. */
    default List<String> moreFlags() {
        return List.of();
    }

    /**
     * The command that starts a server at any free port of 127.0.0.1. The server
     * prints {@code listens on 127.0.0.1:PORT} and then a comma or the line's end.
     *
     * @param options the server's own, as every style understands them
     * @return empty if there is no such server, or it does not know such options
     */
    List<String> command(Service service, List<String> options);
}
