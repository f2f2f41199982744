package sevenservers.compare.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What has become of a contender in a scenario: of the measure by which contenders
 * are ranked, as its ratio to the reference.
 *
 * @param before the ratio in earlier results, or null if there was none
 * @param now the ratio in later ones, or null if there is none
 */
public record Change(Scenario scenario, Contender contender, Figure before,
        Figure now, Verdict verdict) {

    /** So much worse or better is noise, whatever the rounds say. */
    private static final double NOISE = 0.05;

    /** How a contender has changed. */
    public enum Verdict {
        SAME(""), BETTER("better"), WORSE("WORSE"), BROKEN("BROKEN");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        /** For people; nothing if nothing has happened. */
        public String word() {
            return word;
        }
    }

    /**
     * The changes of all contenders and scenarios that both have measured, or that
     * were measured before and have failed now.
     */
    public static List<Change> between(Results before, Results now) {
        List<Change> changes = new ArrayList<>();
        for (Scenario scenario : before.scenarios()) {
            for (Contender contender : before.contenders()) {
                between(before, now, scenario, contender).ifPresent(changes::add);
            }
        }
        return changes;
    }

    private static Optional<Change> between(Results before, Results now,
            Scenario scenario, Contender contender) {
        Optional<Outcome> after = now.outcome(scenario, contender);
        Optional<Outcome> first = before.outcome(scenario, contender);
        if (after.isEmpty() || first.isEmpty() || first.get().failure() != null) {
            return Optional.empty();
        }
        Measure measure = scenario.headline();
        Figure was = before.ratio(scenario, measure, contender).orElse(null);
        Figure is = now.ratio(scenario, measure, contender).orElse(null);
        if (after.get().failure() != null) {
            return Optional
                    .of(new Change(scenario, contender, was, is, Verdict.BROKEN));
        }
        return was == null || is == null ? Optional.empty()
                : Optional.of(new Change(scenario, contender, was, is,
                        verdict(measure, was, is)));
    }

    private static Verdict verdict(Measure measure, Figure was, Figure is) {
        boolean lower = is.isBelow(was.low())
                && is.median() < was.median() * (1 - NOISE);
        boolean higher = is.isAbove(was.high())
                && is.median() > was.median() * (1 + NOISE);
        if (!lower && !higher) {
            return Verdict.SAME;
        }
        return higher == (measure.better() == Measure.Better.MORE) ? Verdict.BETTER
                : Verdict.WORSE;
    }

    public boolean isWorse() {
        return verdict == Verdict.WORSE || verdict == Verdict.BROKEN;
    }

    /** What a reader of changes has to know of the settings, a line each. */
    public static List<String> ofSetting(Setting before, Setting now) {
        List<String> lines = new ArrayList<>();
        differ(lines, "another system", before.system(), now.system());
        differ(lines, "another processor", before.processor(), now.processor());
        differ(lines, "another number of processors", before.processors(),
                now.processors());
        differ(lines, "another JDK", before.jdk(), now.jdk());
        differ(lines, "other flags", String.join(" ", before.flags()),
                String.join(" ", now.flags()));
        missing(before.notes(), now.notes())
                .forEach(note -> lines.add("said of the baseline only: " + note));
        missing(now.notes(), before.notes())
                .forEach(note -> lines.add("said of the last results only: "
                        + note));
        return lines;
    }

    /** Those that the others do not have. */
    private static Stream<String> missing(List<String> these,
            List<String> others) {
        return these.stream().filter(one -> !others.contains(one));
    }

    private static void differ(List<String> lines, String what, Object before,
            Object now) {
        if (!Objects.equals(before, now)) {
            lines.add(what + ": " + before + ", now " + now);
        }
    }
}
