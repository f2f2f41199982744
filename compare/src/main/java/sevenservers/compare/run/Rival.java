package sevenservers.compare.run;

import java.util.List;
import java.util.Map;
import sevenservers.compare.results.Contender;
import sevenservers.contract.Service;

/**
 * A server that is none of the styles', and knows no options: it does no work, and
 * serves as many clients as come.
 *
 * @param test a command that succeeds where the server can be started
 */
public record Rival(Contender contender, List<String> test,
        Map<Service, List<String>> commands) implements Program {

    @Override
    public boolean isInstalled() {
        return Tool.ask(test.toArray(String[]::new)).isPresent();
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public List<String> command(Service service, List<String> options) {
        return options.contains("--work") ? List.of()
                : commands.getOrDefault(service, List.of());
    }
}
