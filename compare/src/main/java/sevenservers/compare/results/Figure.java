package sevenservers.compare.results;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A number with its spread over the rounds.
 *
 * @param low the lowest of all rounds
 * @param high the highest of all rounds
 */
public record Figure(double median, double low, double high) {

    /** So much of a difference is none, if nothing is known of the spread. */
    private static final double UNSURE = 0.25;

    /** Of these values, if there are any. */
    public static Optional<Figure> of(List<Double> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(half)
                : (sorted.get(half - 1) + sorted.get(half)) / 2;
        return Optional
                .of(new Figure(median, sorted.getFirst(), sorted.getLast()));
    }

    /**
     * Whether all rounds are below this number; if there was only one, or nothing
     * that differs, then far below.
     */
    public boolean isBelow(double number) {
        return high < (low < high ? number : number * (1 - UNSURE));
    }

    /** Whether all rounds are above this number, in the same sense. */
    public boolean isAbove(double number) {
        return low > (low < high ? number : number * (1 + UNSURE));
    }

    /**
     * Of the ratios of values to those of a reference in the same rounds: what
     * disturbs both for a while is not in it, if both are measured in turn.
     */
    public static Optional<Figure> ofRatios(List<Double> values,
            List<Double> references) {
        return of(IntStream.range(0, Math.min(values.size(), references.size()))
                .filter(i -> references.get(i) != 0)
                .mapToObj(i -> values.get(i) / references.get(i)).toList());
    }
}
