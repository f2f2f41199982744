package sevenservers.compare.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import sevenservers.compare.results.Contender;
import sevenservers.compare.results.Figure;
import sevenservers.compare.results.Measure;
import sevenservers.compare.results.Outcome;
import sevenservers.compare.results.Results;
import sevenservers.compare.results.Scenario;

/** What is said in the same words in the terminal, on the page and in charts. */
final class Wording {

    static final String LESS_IS_BETTER = "less is better";
    static final String SIGNS =
            "▲ better than the reference in every round, ▼ worse in every round";
    static final String RATIOS = "A ratio is the median of the ratios that the "
            + "rounds have, not the ratio of the medians.";
    static final String LOAD_BOUND =
            "† The clients were busy, too: the server may be faster than this.";

    private static final Pattern NUMBERED = Pattern.compile("[0-9]+(-.*)?");

    private Wording() {
    }

    /**
     * The word that selects a contender, and what it is if that begins with a
     * number.
     */
    static String name(Contender contender) {
        return NUMBERED.matcher(contender.id()).matches()
                ? contender.id() + " " + contender.title() : contender.id();
    }

    /** What is done, as a heading. */
    static String title(Scenario scenario) {
        return sentence(scenario.title());
    }

    /** A remark, for the measures that need one. */
    static String lessIsBetter(Measure measure) {
        return measure.better() == Measure.Better.LESS ? LESS_IS_BETTER : "";
    }

    /** Which way is the better one where numbers grow to the right. */
    static String across(Measure.Better better) {
        return switch (better) {
            case MORE -> "more is better →";
            case LESS -> "← " + LESS_IS_BETTER;
        };
    }

    /** Which way is the better one where numbers grow upwards. */
    static String upwards(Measure.Better better) {
        return switch (better) {
            case MORE -> "↑ more is better";
            case LESS -> "↓ " + LESS_IS_BETTER;
        };
    }

    /** A mark for figures that may be those of the clients. */
    static String mark(Outcome outcome) {
        return outcome.loadBound() ? "†" : "";
    }

    /** Why there is nothing to show. */
    static String absence(Optional<Outcome> outcome) {
        return outcome.map(Outcome::failure).map(why -> "failed: " + why)
                .orElse("not measured");
    }

    static String withSpread(String number, String spread) {
        return spread.isEmpty() ? number : number + " (" + spread + ")";
    }

    /** {@code 412 k answers/s (405–420 k)}. */
    static String withSpread(Figure figure, Measure measure) {
        String number = Numbers.of(figure.median(), measure.unit()) + " "
                + Numbers.unitBeside(measure.unit());
        return withSpread(number.strip(), Numbers.spread(figure, measure.unit()));
    }

    /** {@code answers/s}, {@code throughput}, {@code load, tasks}. */
    static String withUnit(Measure measure) {
        String unit = Numbers.unitBeside(measure.unit());
        if (unit.startsWith(measure.title())) {
            return unit;
        }
        return measure.title().startsWith(unit) ? measure.title()
                : measure.title() + ", " + unit;
    }

    /** What the ratios are to. */
    static String reference(Results results) {
        return results.contenders().stream()
                .filter(one -> one.id().equals(results.reference()))
                .map(Wording::name).findFirst().orElse(results.reference());
    }

    static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /** With a capital letter at its beginning. */
    static String sentence(String words) {
        return words.isEmpty() ? words
                : words.substring(0, 1).toUpperCase(Locale.ROOT)
                        + words.substring(1);
    }

    /** {@code connections}, of {@code 10 connections}, {@code 100 connections}. */
    static String commonTail(List<Measure> measures) {
        List<String> tails = measures.stream().map(Measure::title)
                .map(title -> title.replaceFirst("^[0-9][0-9.,]* *(k +)?", ""))
                .distinct()
                .toList();
        return tails.size() == 1 ? tails.getFirst() : "";
    }
}
