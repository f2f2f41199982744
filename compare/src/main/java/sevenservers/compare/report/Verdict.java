package sevenservers.compare.report;

import sevenservers.compare.results.Figure;
import sevenservers.compare.results.Measure;

/** What a ratio says of a contender, beside the reference. */
enum Verdict {

    BETTER, ALIKE, WORSE;

    /**
     * Better or worse only if every round says so, and a single one clearly.
     *
     * @param ratio of a measure to the reference's
     */
    static Verdict of(Figure ratio, Measure.Better better) {
        if (!ratio.isBelow(1) && !ratio.isAbove(1)) {
            return ALIKE;
        }
        return ratio.isAbove(1) == (better == Measure.Better.MORE) ? BETTER : WORSE;
    }

    /** A sign that is there without colours, too. */
    String sign() {
        return switch (this) {
            case BETTER -> "▲";
            case ALIKE -> "";
            case WORSE -> "▼";
        };
    }

    /** The sign, for those who hear it. */
    String word() {
        return switch (this) {
            case BETTER -> "better";
            case ALIKE -> "";
            case WORSE -> "worse";
        };
    }
}
