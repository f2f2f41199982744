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
     * Of the ratios of values to those of a reference that were measured at about
     * the same time: what disturbs both for a while is not in it.
     */
    public static Optional<Figure> ofRatios(List<Double> values,
            List<Double> references) {
        return of(IntStream.range(0, Math.min(values.size(), references.size()))
                .filter(i -> references.get(i) != 0)
                .mapToObj(i -> values.get(i) / references.get(i)).toList());
    }
}
