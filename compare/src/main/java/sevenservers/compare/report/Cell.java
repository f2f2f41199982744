package sevenservers.compare.report;

import sevenservers.compare.results.Figure;
import sevenservers.compare.results.Measure;

/**
 * A number in a table.
 *
 * @param text the number, or empty if there is none
 * @param spread from the lowest to the highest round, or empty
 * @param verdict what it says, if it is a ratio
 * @param strength of the verdict: 0 for nothing to speak of, up to 3
 */
record Cell(String text, String spread, Verdict verdict, int strength) {

    /** There is no number. */
    static final Cell EMPTY = of("");

    /** From what ratio on a verdict has a strength of 1, 2, 3. */
    private static final double[] STRENGTHS = {1.03, 1.25, 2};

    static Cell of(String text) {
        return new Cell(text, "", Verdict.ALIKE, 0);
    }

    static Cell of(Figure figure, String unit) {
        return new Cell(Numbers.of(figure.median(), unit),
                Numbers.spread(figure, unit), Verdict.ALIKE, 0);
    }

    static Cell ofRatio(Figure ratio, Measure.Better better) {
        double factor = Math.max(ratio.median(), 1 / ratio.median());
        int strength = 0;
        while (strength < STRENGTHS.length && factor >= STRENGTHS[strength]) {
            strength++;
        }
        return new Cell(Numbers.ratio(ratio.median()), Numbers.ratioSpread(ratio),
                Verdict.of(ratio, better), strength);
    }

    /** Of a ratio, where a whole table is of ratios. */
    String plain() {
        return text.replace("×", "");
    }

    /** A class of CSS, or nothing. */
    String style() {
        return verdict == Verdict.ALIKE || strength == 0 ? ""
                : verdict.word() + "-" + strength;
    }
}
