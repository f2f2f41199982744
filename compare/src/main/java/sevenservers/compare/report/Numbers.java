package sevenservers.compare.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import sevenservers.compare.results.Figure;

/**
 * How numbers are written, in the terminal, on the page and in the charts alike:
 * with three significant digits, and a prefix that suits them.
 */
public final class Numbers {

    private static final String NONE = "–";
    private static final MathContext DIGITS = new MathContext(3);

    /** A word after a number, and how much one of it is. */
    private record Prefix(String word, double size) {
    }

    private static final List<Prefix> COUNTS =
            List.of(new Prefix("", 1), new Prefix(" k", 1e3),
                    new Prefix(" M", 1e6), new Prefix(" G", 1e9));
    private static final List<Prefix> MEGABYTES = List.of(new Prefix(" MB/s", 1));
    private static final List<Prefix> BYTES =
            List.of(new Prefix(" B", 1), new Prefix(" KiB", 1 << 10),
                    new Prefix(" MiB", 1 << 20), new Prefix(" GiB", 1 << 30));
    private static final List<Prefix> NANOS =
            List.of(new Prefix(" ns", 1), new Prefix(" µs", 1e3),
                    new Prefix(" ms", 1e6), new Prefix(" s", 1e9));

    private Numbers() {
    }

    /**
     * A number as it stands in a table: {@code 412 k}, {@code 1.50 KiB},
     * {@code 45.2 µs}, {@code 1,480 MB/s}. That of a count stands beside it, see
     * {@link #unitBeside}.
     *
     * @param unit a measure's: {@code bytes}, {@code MB/s}, {@code ns}, {@code µs},
     *     {@code ms}, {@code s}, or a count of anything
     */
    public static String of(double value, String unit) {
        return switch (unit) {
            case "bytes" -> prefixed(value, BYTES);
            case "MB/s" -> prefixed(value, MEGABYTES);
            case "ns" -> prefixed(value, NANOS);
            case "µs" -> prefixed(value * 1e3, NANOS);
            case "ms" -> prefixed(value * 1e6, NANOS);
            case "s" -> prefixed(value * 1e9, NANOS);
            default -> prefixed(value, COUNTS);
        };
    }

    /** A unit that stands beside its numbers, or nothing if it is part of them. */
    static String unitBeside(String unit) {
        return switch (unit) {
            case "bytes", "MB/s", "ns", "µs", "ms", "s" -> "";
            default -> unit;
        };
    }

    /** How many times as much as the reference's: {@code 1.21×}. */
    public static String ratio(double ratio) {
        return Double.isFinite(ratio) ? digits(ratio, false) + "×" : NONE;
    }

    /**
     * From the lowest to the highest, or nothing if they are the same:
     * {@code 405–420 k}.
     */
    public static String spread(Figure figure, String unit) {
        if (figure.low() == figure.high()) {
            return "";
        }
        String low = of(figure.low(), unit);
        String high = of(figure.high(), unit);
        int word = high.indexOf(' ');
        boolean same = word > 0 && low.endsWith(high.substring(word));
        return (same ? low.substring(0, low.indexOf(' ')) : low) + "–" + high;
    }

    /** From the lowest to the highest ratio, or nothing if they are the same. */
    public static String ratioSpread(Figure figure) {
        return figure.low() == figure.high() ? ""
                : digits(figure.low(), false) + "–" + ratio(figure.high());
    }

    /** A number as it stands at a tick: {@code 0.2×}, {@code 50 k}. */
    static String tick(String number) {
        return number.replaceFirst("\\.0+(?!\\d)|(\\.\\d*[1-9])0+(?!\\d)", "$1");
    }

    private static String prefixed(double value, List<Prefix> prefixes) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        double rounded = BigDecimal.valueOf(value).round(DIGITS).doubleValue();
        Prefix fitting = prefixes.getFirst();
        for (Prefix prefix : prefixes) {
            if (Math.max(Math.abs(value), Math.abs(rounded)) >= prefix.size()) {
                fitting = prefix;
            }
        }
        boolean whole = fitting.size() == 1 && value == Math.rint(value);
        return digits(value / fitting.size(), whole) + fitting.word();
    }

    /** Three digits that count, or all those of a whole number. */
    private static String digits(double value, boolean whole) {
        BigDecimal rounded = BigDecimal.valueOf(value).round(DIGITS);
        if (rounded.signum() == 0) {
            return "0";
        }
        int power = rounded.precision() - rounded.scale() - 1;
        int places = whole ? 0 : Math.max(0, 2 - power);
        return String.format(Locale.ROOT, "%,." + places + "f", rounded);
    }
}
