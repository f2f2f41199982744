package sevenservers.compare.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sevenservers.compare.results.Contender;
import sevenservers.compare.results.Measure;
import sevenservers.compare.results.Outcome;

/** What is said in the same words in the terminal, on the page and in charts. */
final class Wording {

    static final String LESS_IS_BETTER = " (less is better)";
    static final String SIGNS =
            "▲ better than the reference in every round, ▼ worse in every round";
    static final String LOAD_BOUND =
            "† The clients may have been what was slow: the server may be faster.";

    private Wording() {
    }

    /** The word that selects a contender, and what it is. */
    static String name(Contender contender) {
        return contender.title().startsWith(contender.id()) ? contender.title()
                : contender.id() + " " + contender.title();
    }

    static String lessIsBetter(Measure measure) {
        return measure.better() == Measure.Better.LESS ? LESS_IS_BETTER : "";
    }

    /** A mark for figures that may be those of the clients. */
    static String mark(Outcome outcome) {
        return outcome.loadBound() ? " †" : "";
    }

    /** Why there is nothing to show. */
    static String absence(Optional<Outcome> outcome) {
        return outcome.map(Outcome::failure).map(why -> "failed: " + why)
                .orElse("not measured");
    }

    static String withSpread(String number, String spread) {
        return spread.isEmpty() ? number : number + " (" + spread + ")";
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
