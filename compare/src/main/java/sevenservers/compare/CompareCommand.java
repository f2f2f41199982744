package sevenservers.compare;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sevenservers.compare.CompareMain.Parts;
import sevenservers.compare.load.Trial;
import sevenservers.compare.results.Contender;
import sevenservers.compare.results.Outcome;
import sevenservers.compare.results.Results;
import sevenservers.compare.results.Scenario;
import sevenservers.compare.results.Setting;
import sevenservers.compare.run.Comparison;
import sevenservers.compare.run.Machine;
import sevenservers.compare.run.Pace;
import sevenservers.compare.run.Processors;
import sevenservers.compare.run.Program;
import sevenservers.compare.run.Progress;
import sevenservers.compare.run.Servers;
import sevenservers.contract.Text;
import sevenservers.contract.cli.CommandLines;
import sevenservers.contract.cli.LastWords;

/** Measures the contenders in the scenarios, shows the results and writes them. */
@Command(name = "compare", mixinStandardHelpOptions = true,
        versionProvider = CommandLines.Version.class, sortOptions = false,
        synopsisSubcommandLabel = "[WORD]", commandListHeading = "%nThe words:%n",
        description = "Gives every style the same work, each in a JVM of its own, "
                + "and shows what each one makes of it.",
        footer = {"", "WORD --help tells more of a word.",
            "08-epoll and 08-io_uring, where the machine has them, are compared",
            "only if --styles names them.",
            "A TIME is a number and us, ms, s, m or h: 500ms, 10s.",
            "Ctrl-C ends it early, and shows what there is."})
final class CompareCommand implements Callable<Integer> {

    private static final String REFERENCE = "08";
    // What is left of a quarter of an hour, and of a minute, is for those that take
    // longer to start, for rooms that fill slowly, and for the report.
    private static final Duration WHOLE = Duration.ofMinutes(10);
    private static final Duration QUICK = Duration.ofSeconds(44);
    private static final int ROUNDS = 5;

    /** For the end of a round, and the report. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(30);
    private static final int LIST_ID = 18;
    private static final int LIST_TEXT = 62;

    private final Parts parts;

    @Spec
    private CommandSpec spec;

    @Option(names = "--styles", paramLabel = "ID", split = ",",
            description = "whom to compare: 02,07,c-epoll (all; quick: the styles)")
    private List<String> styles = List.of();

    @Option(names = "--scenarios", paramLabel = "ID", split = ",",
            description = "what to give them (all; quick: echo-64, chat-100)")
    private List<String> scenarios = List.of();

    @Option(names = "--to", paramLabel = "ID",
            description = "whom the ratios are to, always compared (08)")
    private String to;

    @Option(names = "--quick",
            description = "in less than a minute, and less precisely")
    private boolean quick;

    @Option(names = "--rounds", paramLabel = "N",
            description = "how often each one is measured (5)")
    private Integer rounds;

    @Option(names = "--round", paramLabel = "TIME", converter = Times.class,
            description = "how long each time (what 15 minutes allow)")
    private Duration round;

    @Option(names = "--flags", paramLabel = "FLAGS",
            description = {"for the JVM of every style", "(${DEFAULT-VALUE})"})
    private String flags = "-Xms256m -Xmx256m -XX:+UseSerialGC";

    @Option(names = "--no-pin",
            description = "let servers and clients share all processors")
    private boolean shared;

    @Option(names = "--list", description = "only tell whom and what there is")
    private boolean list;

    @Mixin
    private OutputFolder output;

    CompareCommand(Parts parts) {
        this.parts = parts;
    }

    @Override
    public Integer call() throws IOException {
        if (rounds != null && rounds < 1) {
            throw new ParameterException(spec.commandLine(),
                    "--rounds must be at least 1, but is " + rounds);
        }
        var programs =
                new Choice<>("contender", parts.contenders().apply(jvmFlags()),
                        program -> program.contender().id());
        var trials = new Choice<>("scenario", parts.trials(),
                trial -> trial.scenario().id());
        try {
            if (list) {
                list(programs.all(), trials.all());
            } else {
                String reference = reference(programs);
                compare(reference, chosen(programs, reference), chosen(trials));
            }
            return 0;
        } catch (Choice.Unknown wrong) {
            spec.commandLine().getErr().println(Text.escaped(wrong.getMessage()));
            return 2;
        }
    }

    private List<String> jvmFlags() {
        return Stream.of(flags.split(" ", -1)).filter(word -> !word.isEmpty())
                .toList();
    }

    private String reference(Choice<Program> programs) throws Choice.Unknown {
        String wanted = to != null ? to
                : programs.has(REFERENCE) || styles.isEmpty() ? REFERENCE
                : styles.getFirst();
        return programs.one(wanted).contender().id();
    }

    private List<Program> chosen(Choice<Program> programs, String reference)
            throws Choice.Unknown {
        List<String> wanted = new ArrayList<>(styles);
        wanted.add(reference);
        List<Program> named = programs.some(wanted);
        for (Program program : named) {
            if (!program.isInstalled()) {
                throw new Choice.Unknown(
                        program.contender().id() + " is not installed");
            }
        }
        return !styles.isEmpty() ? named
                : programs.all().stream()
                        .filter(program -> named.contains(program)
                                || (program.quick() || !quick)
                                        && !program.onlyIfNamed()
                                        && program.isInstalled())
                        .toList();
    }

    private List<Trial> chosen(Choice<Trial> trials) throws Choice.Unknown {
        return !scenarios.isEmpty() ? trials.some(scenarios)
                : trials.all().stream().filter(trial -> !quick || trial.quick())
                        .toList();
    }

    private Pace pace(List<Trial> trials, List<Program> programs) {
        int times = rounds != null ? rounds : ROUNDS;
        Pace pace = Comparison.pace(quick ? QUICK : WHOLE, trials, programs, times);
        return round == null ? pace : pace.withRound(round);
    }

    private void compare(String reference, List<Program> programs,
            List<Trial> trials) throws IOException {
        Instant begun = Instant.now();
        Pace pace = pace(trials, programs);
        Duration estimate = Comparison.estimate(trials, programs, pace);
        int count = Runtime.getRuntime().availableProcessors();
        Processors processors = shared
                ? Processors.shared("--no-pin was given")
                : parts.processors().get();
        Screen screen = parts.screen().get();
        say("%d contenders, %d scenarios, %d rounds of %s: this takes about %s"
                .formatted(programs.size(), trials.size(), pace.rounds(),
                        Times.format(pace.round()),
                        Times.format(estimate)));
        try (var servers = new Servers(processors.prefix());
                var _ = new LastWords(LAST_WORDS, servers::close)) {
            Comparison comparison;
            List<Outcome> outcomes;
            try (Progress progress = ShownProgress.on(screen, estimate,
                    trials.size(), spec.commandLine().getErr())) {
                comparison = new Comparison(servers, parts.warming(), pace,
                        progress);
                outcomes = comparison.run(trials, programs);
            }
            Optional<String> earlyEnd = comparison.earlyEnd();
            List<String> notes = new ArrayList<>(List.of(processors.note(),
                    "Each server was %smeasured in %d rounds of %s.".formatted(
                            earlyEnd.isPresent() ? "to be " : "",
                            pace.rounds(), Times.format(pace.round()))));
            notes.addAll(moreFlags(programs));
            trials.forEach(trial -> trial.note().ifPresent(notes::add));
            earlyEnd.ifPresent(notes::add);
            if (outcomes.isEmpty()) {
                say("nothing has been measured");
            } else {
                show(results(reference, programs, trials, outcomes, Machine.setting(
                        begun, count, jvmFlags(), notes)), earlyEnd, screen);
            }
        }
    }

    /** A sentence for those whose JVMs do not have the same flags as all others. */
    private static List<String> moreFlags(List<Program> programs) {
        Map<List<String>, List<String>> ids = programs.stream()
                .filter(program -> !program.moreFlags().isEmpty())
                .collect(Collectors.groupingBy(Program::moreFlags,
                        LinkedHashMap::new,
                        Collectors.mapping(program -> program.contender().id(),
                                Collectors.toList())));
        return ids.entrySet().stream()
                .map(entry -> "Beside the flags of all, the JVM of %s has %s."
                        .formatted(String.join(", ", entry.getValue()),
                                String.join(" ", entry.getKey())))
                .toList();
    }

    /** Scenarios that were not come to are left out. */
    private static Results results(String reference, List<Program> programs,
            List<Trial> trials, List<Outcome> outcomes,
            Setting setting) {
        List<String> played = outcomes.stream().map(Outcome::scenario).toList();
        return new Results(setting, reference,
                trials.stream().map(Trial::scenario)
                        .filter(scenario -> played.contains(scenario.id()))
                        .toList(),
                programs.stream().map(Program::contender).toList(), outcomes);
    }

    private void show(Results results, Optional<String> earlyEnd, Screen screen)
            throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        out.print(parts.presentation().table(results, screen.width()));
        earlyEnd.ifPresent(line -> out.println("\n" + line));
        out.flush();
        parts.presentation().write(results, output.folder());
        out.println();
        out.println("More in " + output.folder());
        out.flush();
    }

    private void list(List<Program> programs, List<Trial> trials) {
        var table = TextTable.forColumns(Help.defaultColorScheme(Ansi.OFF),
                new Column(LIST_ID, 0, Overflow.SPAN),
                new Column(LIST_TEXT, 0, Overflow.WRAP));
        table.addRowValues("The contenders:");
        for (Program program : programs) {
            Contender contender = program.contender();
            table.addRowValues("  " + contender.id(), contender.title()
                    + (program.isInstalled() ? "" : " (not installed)")
                    + (program.onlyIfNamed() ? " (only if named)" : ""));
        }
        table.addRowValues("The scenarios:");
        for (Trial trial : trials) {
            Scenario scenario = trial.scenario();
            table.addRowValues("  " + scenario.id(), scenario.title() + ".");
            table.addRowValues("", scenario.teaches());
        }
        spec.commandLine().getOut().print(table);
        spec.commandLine().getOut().flush();
    }

    private void say(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }
}
