package sevenservers.compare.results;

import java.util.List;

/**
 * Work that is given to every contender.
 *
 * @param id the word that selects it: {@code echo-64}
 * @param title what is done, in a few words
 * @param teaches what its figures show, one sentence
 * @param measures what is found out
 * @param shape how its figures are drawn
 */
public record Scenario(String id, String title, String teaches,
        List<Measure> measures, Shape shape) {

    /** How a scenario's figures are drawn. */
    public enum Shape {
        /** A bar for each contender, for each measure. */
        BARS,
        /** A line for each contender; the measures' ids are numbers, its x. */
        CURVE
    }

    /** What contenders are ranked by: the first measure, or the end of a curve. */
    public Measure headline() {
        return shape == Shape.CURVE ? measures.getLast() : measures.getFirst();
    }

    /**
     * The measure of this id.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Measure measure(String measure) {
        return measures.stream().filter(one -> one.id().equals(measure)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no measure " + measure + " in " + id));
    }
}
