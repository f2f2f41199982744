package sevenservers.compare.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/**
 * Which elements of two lists belong together: in their order, and so that the
 * scores of the pairs have the highest sum.
 *
 * @param left an index in the first list, or {@link #NONE}
 * @param right an index in the second list, or {@link #NONE}
 */
record Alignment(int left, int right) {

    /** The other element is alone. */
    static final int NONE = -1;

    /**
     * Aligns two lists.
     *
     * @param score how well two elements go together; 0 or less: not at all
     * @return each index of both lists once, in order
     */
    static <T> List<Alignment> of(List<T> left, List<T> right,
            ToDoubleBiFunction<T, T> score) {
        int rows = left.size();
        int columns = right.size();
        // The best sums of what is left of both lists from two indices on.
        double[][] pair = new double[rows][columns];
        double[][] best = new double[rows + 1][columns + 1];
        for (int i = rows - 1; i >= 0; i--) {
            for (int j = columns - 1; j >= 0; j--) {
                pair[i][j] = score.applyAsDouble(left.get(i), right.get(j));
                double together =
                        pair[i][j] > 0 ? pair[i][j] + best[i + 1][j + 1] : 0;
                best[i][j] = Math.max(together,
                        Math.max(best[i + 1][j], best[i][j + 1]));
            }
        }
        List<Alignment> all = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < rows || j < columns) {
            if (i < rows && j < columns && pair[i][j] > 0
                    && best[i][j] == pair[i][j] + best[i + 1][j + 1]) {
                all.add(new Alignment(i++, j++));
            } else if (i < rows
                    && (j == columns || best[i][j] == best[i + 1][j])) {
                all.add(new Alignment(i++, NONE));
            } else {
                all.add(new Alignment(NONE, j++));
            }
        }
        return all;
    }

    boolean isPair() {
        return left != NONE && right != NONE;
    }
}
