package sevenservers.compare.report;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/**
 * An axis of a chart, from its first tick to its last.
 *
 * @param base if not 0: it is logarithmic, and tick n is at the n-th power of this
 * @param step if not 0: it is linear, and tick n is at n times this
 * @param first the n of the first tick
 * @param labels what is written at the ticks, in their order
 */
record Axis(int base, double step, int first, List<String> labels) {

    private static final double LEAST = 1e-100;
    private static final double MOST = 1e100;
    private static final int DECADE = 10;
    /** Beyond this ratio, the greatest would hide the differences of the others. */
    private static final int LINEAR = 5;
    private static final int MOST_TICKS = 9;

    /** Of ratios: logarithmic if they differ much. */
    static Axis ofRatios(List<Double> ratios) {
        DoubleSummaryStatistics all = positive(ratios);
        if (all.getMax() <= all.getMin() * LINEAR) {
            return linear(all.getMax(), Axis::ratio);
        }
        int first = power(2, all.getMin(), false);
        int last = power(2, all.getMax(), true);
        if (last - first < MOST_TICKS && Math.max(-first, last) < 31) {
            return new Axis(2, 0, first,
                    IntStream.rangeClosed(first, last)
                            .mapToObj(n -> n < 0 ? "1/" + (1 << -n) : "" + (1 << n))
                            .toList());
        }
        return logarithmic(all, Axis::ratio);
    }

    /** How to read it; nothing if it is linear. */
    String scale() {
        return base == 0 ? ""
                : "logarithmic: each line is " + base + " times the one before";
    }

    private static String ratio(double ratio) {
        return Numbers.of(ratio, "");
    }

    /** Of numbers: logarithmic if they differ much. */
    static Axis of(List<Double> values, String unit) {
        DoubleSummaryStatistics all = positive(values);
        return all.getMax() <= all.getMin() * LINEAR
                ? linear(all.getMax(), value -> Numbers.of(value, unit))
                : ofPowers(values, unit);
    }

    /** Of numbers, always logarithmic: its ticks are powers of ten. */
    static Axis ofPowers(List<Double> values, String unit) {
        return logarithmic(positive(values),
                value -> Numbers.of(value, unit));
    }

    /** What can stand on both kinds of axis, and is no nonsense; else 1. */
    private static DoubleSummaryStatistics positive(List<Double> values) {
        DoubleSummaryStatistics positive = values.stream()
                .mapToDouble(Double::doubleValue)
                .filter(value -> value > LEAST && value < MOST)
                .summaryStatistics();
        if (positive.getCount() == 0) {
            positive.accept(1);
        }
        return positive;
    }

    private static Axis linear(double max,
            DoubleFunction<String> text) {
        double step = Math.pow(10, Math.floor(Math.log10(max)));
        if (max <= step * 2) {
            step /= 5;
        } else if (max <= step * 5) {
            step /= 2;
        }
        return new Axis(0, step, 0,
                labels(0, (int) Math.ceil(max / step), step, text));
    }

    private static List<String> labels(int first, int last, double step,
            DoubleFunction<String> text) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(n -> Numbers.tick(text.apply(n * step))).toList();
    }

    private static Axis logarithmic(DoubleSummaryStatistics all,
            DoubleFunction<String> text) {
        int first = power(DECADE, all.getMin(), false);
        int last = Math.max(power(DECADE, all.getMax(), true), first + 1);
        return new Axis(DECADE, 0, first,
                IntStream.rangeClosed(first, last)
                        .mapToObj(n -> text.apply(Math.pow(DECADE, n)))
                        .map(Numbers::tick).toList());
    }

    /** The nearest power that is not above the value, or not below it. */
    private static int power(int base, double value, boolean up) {
        double exact = Math.log(value) / Math.log(base);
        double near = Math.rint(exact);
        if (Math.abs(exact - near) < 1e-9) {
            return (int) near;
        }
        return (int) (up ? Math.ceil(exact) : Math.floor(exact));
    }
}
