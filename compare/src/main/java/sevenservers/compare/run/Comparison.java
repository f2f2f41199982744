package sevenservers.compare.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import sevenservers.compare.load.Trial;
import sevenservers.compare.results.Outcome;

/**
 * Gives all contenders the same work. In each scenario all servers are started and
 * warmed up first; then each is measured in its turn, round after round, so that
 * what disturbs the machine for a while disturbs all of them. In each round another
 * one begins.
 *
 * <p>They warm up in turn, too, a slice of time after the other: meanwhile a JVM
 * compiles what it has seen to be used most. Who is warm leaves the rest of the
 * time to those who are not.
 */
public final class Comparison {

    private final Servers servers;
    private final Supplier<Warming> warming;
    private final Pace pace;
    private final Progress progress;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<String> notBegun = new ArrayList<>();
    private String stage;

    /** @param warming makes one for each server */
    public Comparison(Servers servers, Supplier<Warming> warming, Pace pace,
            Progress progress) {
        this.servers = servers;
        this.warming = warming;
        this.pace = pace;
        this.progress = progress;
    }

    /** The pace at which all trials are played in about this time. */
    public static Pace pace(Duration all, List<Trial> trials,
            List<Program> programs, int rounds) {
        return Pace.within(
                all.minus(beside(trials, programs).multipliedBy(rounds)),
                pairs(trials, programs), rounds);
    }

    /** How long it takes to play all trials, about. */
    public static Duration estimate(List<Trial> trials, List<Program> programs,
            Pace pace) {
        return pace.estimate(pairs(trials, programs))
                .plus(beside(trials, programs).multipliedBy(pace.rounds()));
    }

    /** How many pairs of a scenario and a contender there are to measure. */
    static int pairs(List<Trial> trials, List<Program> programs) {
        return trials.stream().mapToInt(trial -> able(trial, programs).size())
                .sum();
    }

    /** How much longer each round takes for all than the pace says. */
    private static Duration beside(List<Trial> trials, List<Program> programs) {
        return trials.stream()
                .map(trial -> trial.beside()
                        .multipliedBy(able(trial, programs).size()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * Plays all trials. Ends early, with what has been found until then, when the
     * servers are {@linkplain Servers#close() closed}.
     */
    public List<Outcome> run(List<Trial> trials, List<Program> programs) {
        trials.forEach(trial -> notBegun.add(trial.scenario().id()));
        for (Trial trial : trials) {
            if (servers.isClosed()) {
                break;
            }
            progress.begin(notBegun.removeFirst());
            List<Program> able = able(trial, programs);
            Stream<List<Program>> groups = trial.alone()
                    ? able.stream().map(List::of)
                    : Stream.of(able);
            groups.takeWhile(_ -> !servers.isClosed())
                    .forEach(group -> play(trial, group));
            if (!servers.isClosed()) {
                stage = null;
            }
        }
        return List.copyOf(outcomes);
    }

    /**
     * In a sentence, when it was ended early, and what it had not begun; empty if
     * all trials were played.
     */
    public Optional<String> earlyEnd() {
        if (stage == null && notBegun.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("The comparison was ended early"
                + (stage == null ? "" : ", " + stage)
                + (notBegun.isEmpty() ? ""
                        : "; not begun: " + String.join(", ", notBegun))
                + ".");
    }

    private static List<Program> able(Trial trial, List<Program> programs) {
        return programs.stream().filter(program -> !program
                .command(trial.service(), trial.serverOptions()).isEmpty())
                .toList();
    }

    private void play(Trial trial, List<Program> group) {
        List<Entry> entries = group.stream()
                .map(program -> new Entry(trial, program, servers, warming.get()))
                .toList();
        String played = trial.scenario().id()
                + (trial.alone() ? " with " + entries.getFirst().contender() : "");
        stage = "before the first round of " + played;
        try {
            each(entries, Duration.ZERO, Entry::launch);
            each(entries, Pace.START, Entry::connect);
            warmUp(entries);
            for (int round = 0; round < pace.rounds() && !servers.isClosed();
                    round++) {
                stage = "in round %d of %d of %s"
                        .formatted(round + 1, pace.rounds(), played);
                each(rotated(entries, round), pace.round().plus(trial.beside()),
                        entry -> entry.round(pace.round()));
            }
        } finally {
            entries.forEach(Entry::disconnect);
            servers.end();
            entries.stream().filter(Entry::hasOutcome).map(Entry::outcome)
                    .forEach(outcomes::add);
        }
    }

    private void warmUp(List<Entry> entries) {
        long left = pace.warmUp().multipliedBy(entries.size())
                .dividedBy(Pace.SLICE);
        List<Entry> cold = entries;
        while (!cold.isEmpty() && left > 0) {
            List<Entry> turn = cold.stream().limit(left).toList();
            each(turn, Pace.SLICE, entry -> entry.warmUp(Pace.SLICE));
            left -= turn.size();
            cold = cold.stream().filter(entry -> !entry.isWarm()).toList();
        }
        progress.skip(Pace.SLICE.multipliedBy(left));
    }

    private void each(List<Entry> entries, Duration planned,
            Consumer<Entry> step) {
        for (Entry entry : entries) {
            if (servers.isClosed()) {
                return;
            }
            progress.step(entry.contender(), planned);
            step.accept(entry);
        }
    }

    private static List<Entry> rotated(List<Entry> entries, int round) {
        int first = round % Math.max(1, entries.size());
        return Stream.concat(entries.stream().skip(first),
                entries.stream().limit(first)).toList();
    }
}
