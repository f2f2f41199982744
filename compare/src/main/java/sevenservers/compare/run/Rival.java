package sevenservers.compare.run;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sevenservers.compare.results.Contender;
import sevenservers.contract.Service;

/**
 * A server that is none of the styles', and knows no options. It serves as many
 * clients as come.
 *
 * @param commands the first word of each is the name of a file on the PATH, or its
 *     path
 */
public record Rival(Contender contender, Map<Service, List<String>> commands)
        implements
            Program {

    private static final Pattern SEPARATOR =
            Pattern.compile(File.pathSeparator, Pattern.LITERAL);

    @Override
    public boolean isInstalled() {
        return commands.values().stream().map(List::getFirst)
                .allMatch(Rival::isOnPath);
    }

    @Override
    public List<String> command(Service service, List<String> options) {
        return hasNoNeedOf(options) ? commands.getOrDefault(service, List.of())
                : List.of();
    }

    private static boolean hasNoNeedOf(List<String> options) {
        return options.isEmpty() || options.size() == 2
                && options.getFirst().equals("--max-connections");
    }

    private static boolean isOnPath(String file) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(Stream.of(""), SEPARATOR.splitAsStream(path))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, file)));
    }
}
