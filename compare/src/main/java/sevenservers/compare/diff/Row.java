package sevenservers.compare.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One line of each of two sources, where they belong side by side.
 *
 * @param left null if there is only the other one
 * @param right null if there is only the other one
 */
record Row(Cell left, Cell right) {

    /** Lines that share this part of their characters are one line, changed. */
    private static final double SIMILAR = 0.6;
    /** Empty lines and the like are paired where it costs nothing else. */
    private static final double LITTLE = 0.01;

    /** What is to be shown of a line. */
    record Cell(int number, Mark mark, List<Span> spans) {

        String text() {
            return String.join("", spans.stream().map(Span::text).toList());
        }
    }

    /** Words that follow each other: the other line has all of them, or none. */
    record Span(String text, boolean differs) {
    }

    /** What a line is to the one beside it. */
    enum Mark {
        SAME, CHANGED, ALONE
    }

    /** All lines of two sources. */
    static List<Row> of(String left, String right) {
        List<Line> first = Line.of(left);
        List<Line> second = Line.of(right);
        List<Row> rows = new ArrayList<>();
        List<Cell> leftAlone = new ArrayList<>();
        List<Cell> rightAlone = new ArrayList<>();
        for (Alignment place : Alignment.of(first, second, Row::likeness)) {
            if (place.isPair()) {
                addAlone(rows, leftAlone, rightAlone);
                rows.add(pair(first.get(place.left()), second.get(place.right())));
            } else if (place.left() != Alignment.NONE) {
                leftAlone.add(alone(first.get(place.left())));
            } else {
                rightAlone.add(alone(second.get(place.right())));
            }
        }
        addAlone(rows, leftAlone, rightAlone);
        return rows;
    }

    /** Lines that have nothing in common share rows, so that there are fewer. */
    private static void addAlone(List<Row> rows, List<Cell> left,
            List<Cell> right) {
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            rows.add(new Row(i < left.size() ? left.get(i) : null,
                    i < right.size() ? right.get(i) : null));
        }
        left.clear();
        right.clear();
    }

    private static double likeness(Line left, Line right) {
        if (left.words().equals(right.words())) {
            return left.weight() + LITTLE;
        }
        double enough = SIMILAR * (left.weight() + right.weight()) / 2;
        // Most pairs are given up here, which is far quicker than to align them.
        int shared = weight(left.words().stream()
                .filter(right.vocabulary()::contains));
        if (shared < enough) {
            return 0;
        }
        int common = weight(words(left, right).stream().filter(Alignment::isPair)
                .map(place -> left.words().get(place.left())));
        return common < enough ? 0 : common;
    }

    private static int weight(Stream<String> words) {
        return words.mapToInt(Line::weight).sum();
    }

    private static List<Alignment> words(Line left, Line right) {
        return Alignment.of(left.words(), right.words(),
                (a, b) -> a.equals(b) ? Line.weight(a) + LITTLE : 0);
    }

    private static Cell alone(Line line) {
        return new Cell(line.number(), Mark.ALONE,
                List.of(new Span(String.join("", line.words()), true)));
    }

    private static Row pair(Line left, Line right) {
        var first = new Spans();
        var second = new Spans();
        for (Alignment place : words(left, right)) {
            if (place.left() != Alignment.NONE) {
                first.add(left.words().get(place.left()), !place.isPair());
            }
            if (place.right() != Alignment.NONE) {
                second.add(right.words().get(place.right()), !place.isPair());
            }
        }
        Mark mark = left.words().equals(right.words()) ? Mark.SAME : Mark.CHANGED;
        return new Row(new Cell(left.number(), mark, first.spans),
                new Cell(right.number(), mark, second.spans));
    }

    /** Joins words of the same kind. */
    private static final class Spans {

        private final List<Span> spans = new ArrayList<>();

        void add(String word, boolean differs) {
            if (!spans.isEmpty() && spans.getLast().differs() == differs) {
                word = spans.removeLast().text() + word;
            }
            spans.add(new Span(word, differs));
        }
    }
}
