package sevenservers.compare.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Which processors the servers run on, and which the load generator.
 *
 * @param prefix words before a server's command that bring it to its processors
 * @param note who runs where, a sentence
 */
public record Processors(List<String> prefix, String note) {

    /**
     * Brings this process to one half of the processors it may use, and leaves the
     * other half to the servers: neither then takes time from the other. Where that
     * is not possible, they share all.
     */
    public static Processors split() {
        List<Integer> all = byCore(allowed(), Processors::core);
        if (all.size() < 2) {
            return shared("there is no second one, or the system does not say");
        }
        String servers = listed(all.subList(0, all.size() / 2));
        String own = listed(all.subList(all.size() / 2, all.size()));
        Optional<String> moved = Tool.ask("taskset", "-a", "-p", "-c", own,
                String.valueOf(ProcessHandle.current().pid()));
        return moved.isPresent()
                ? new Processors(List.of("taskset", "-c", servers),
                        "The servers ran on processor " + servers
                                + ", the load generator on " + own + ".")
                : shared("taskset is not there");
    }

    /** Leaves all processors to all. */
    public static Processors shared(String why) {
        return new Processors(List.of(),
                "Servers and load generator shared the processors: " + why + ".");
    }

    /** Those that this process may use; empty if the system does not say. */
    private static List<Integer> allowed() {
        String name = "Cpus_allowed_list:";
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith(name)).findFirst()
                    .map(line -> parse(line.substring(name.length()).strip()))
                    .orElse(List.of());
        } catch (IOException noSuchSystem) {
            return List.of();
        }
    }

    /** Reads for example {@code 0-3,8}. */
    static List<Integer> parse(String list) {
        List<Integer> numbers = new ArrayList<>();
        for (String range : list.split(",", -1)) {
            String[] ends = range.split("-", -1);
            int last = Integer.parseInt(ends[ends.length - 1]);
            for (int i = Integer.parseInt(ends[0]); i <= last; i++) {
                numbers.add(i);
            }
        }
        return numbers;
    }

    /** In such an order that two of the same core are in the same half. */
    static List<Integer> byCore(List<Integer> processors,
            UnaryOperator<Integer> core) {
        return processors.stream().sorted(Comparator.comparing(core)
                .thenComparing(Comparator.naturalOrder())).toList();
    }

    /** The first processor of the core that a processor belongs to. */
    private static int core(int processor) {
        try {
            return parse(Files.readString(Path.of("/sys/devices/system/cpu/cpu"
                    + processor + "/topology/thread_siblings_list")).strip())
                    .getFirst();
        } catch (IOException unknown) {
            return processor;
        }
    }

    private static String listed(List<Integer> processors) {
        return processors.stream().sorted().map(String::valueOf)
                .collect(Collectors.joining(","));
    }
}
