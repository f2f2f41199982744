package sevenservers.compare.run;

import java.util.List;
import java.util.Map;
import sevenservers.compare.results.Contender;
import sevenservers.contract.Service;

/** A contender with these commands, which know no options. */
record TestProgram(Contender contender, Map<Service, List<String>> commands,
        boolean onlyIfNamed) implements Program {

    TestProgram(Contender contender, Map<Service, List<String>> commands) {
        this(contender, commands, false);
    }

    @Override
    public boolean isInstalled() {
        return true;
    }

    @Override
    public boolean quick() {
        return true;
    }

    /** One that is compared only if it is named says that it has one. */
    @Override
    public List<String> moreFlags() {
        return onlyIfNamed ? List.of("-Dfast") : List.of();
    }

    @Override
    public List<String> command(Service service, List<String> options) {
        return commands.getOrDefault(service, List.of());
    }
}
