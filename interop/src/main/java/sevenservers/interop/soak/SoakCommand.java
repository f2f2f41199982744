package sevenservers.interop.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import sevenservers.contract.Durations;
import sevenservers.contract.Service;
import sevenservers.contract.Style;
import sevenservers.contract.cli.CommandLines;
import sevenservers.contract.cli.LastWords;

/** Soaks every style's servers, and says which of them are flat. */
@Command(name = "soak", mixinStandardHelpOptions = true,
        versionProvider = CommandLines.Version.class, sortOptions = false,
        description = "Gives every style's servers a mixed load with faults for a "
                + "long time, and says whether they are the same at the end.",
        footer = {"", "A TIME is a number and us, ms, s, m or h: 90s, 30m.",
            "The status is 1 if not every server proved flat. Ctrl-C ends it "
                    + "early, and shows what there is."})
final class SoakCommand implements Callable<Integer> {

    /** Short, since some visits last so long; longer than a busy machine stalls. */
    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(5);

    /** For the last visits, and the servers' end. */
    private static final Duration LAST_WORDS = Duration.ofMinutes(3);

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "TIME", converter = Times.class,
            description = "how long in all, a tenth of it to warm up")
    private Duration time;

    @Option(names = "--styles", paramLabel = "ID", split = ",",
            description = "which styles: 02,07 (all)")
    private List<String> styles = List.of();

    @Option(names = "--seed", paramLabel = "N",
            description = "what chance begins with (any)")
    private Long seed;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var tables = new Tables(spec.commandLine().getOut());
        List<Candidate> candidates = chosen().stream()
                .flatMap(style -> Stream.of(Service.values())
                        .map(service -> Candidate.of(style, service,
                                WRITE_TIMEOUT)))
                .toList();
        Plan plan =
                Plan.of(time, seed == null ? System.nanoTime() : seed);
        tables.say("%d servers, %d s, --seed %d".formatted(candidates.size(),
                time.toSeconds(), plan.seed()));
        var soak = new Soak(plan, tables);
        try (var _ = new LastWords(LAST_WORDS, soak::endEarly)) {
            return soak.run(candidates) ? 0 : 1;
        }
    }

    private List<Style> chosen() {
        List<Style> all = Style.all();
        List<String> names = all.stream().map(Style::name).toList();
        for (String wanted : styles) {
            if (!names.contains(wanted)) {
                throw new ParameterException(spec.commandLine(), "no style "
                        + wanted + "; there are: " + String.join(", ", names));
            }
        }
        return all.stream().filter(
                style -> styles.isEmpty() || styles.contains(style.name()))
                .toList();
    }

    private static final class Times implements ITypeConverter<Duration> {

        private static final Duration LEAST = Duration.ofSeconds(10);

        @Override
        public Duration convert(String value) {
            try {
                Duration time = Durations.parse(value);
                if (time.compareTo(LEAST) < 0) {
                    throw new IllegalArgumentException(
                            "a soak takes at least 10s, not " + value);
                }
                return time;
            } catch (IllegalArgumentException noTime) {
                throw new TypeConversionException(noTime.getMessage());
            }
        }
    }
}
