package sevenservers.compare.report;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import sevenservers.compare.results.Measure.Better;
import sevenservers.contract.Text;

/**
 * What one chart shows, with every word and number that stands on it. The script
 * {@code charts.js} draws it, in the page and for the files.
 *
 * @param name a word that no other chart has: its files are called so
 * @param better which numbers are the good ones
 * @param x of the numbers, or of a curve's places
 * @param y of a curve's numbers, or null
 * @param line where a line marks the reference, or null
 * @param rows one for each contender
 */
record Chart(String name, Kind kind, Words words, Better better, Axis x, Axis y,
        Double line, List<Row> rows) {

    /** How it is drawn, and what the points of a row are. */
    enum Kind {
        /** One point: low, median, high. */
        BARS,
        /**
         * One point: the percentiles 50, 90, 99, 99.9, and the highest. There may
         * be null for the 99.9.
         */
        PERCENTILES,
        /** A point for each place on the line: the place, low, median, high. */
        CURVE
    }

    /**
     * The words around a drawing.
     *
     * @param title what was done
     * @param lesson what its figures show
     * @param caption what the numbers are
     * @param direction which way is the better one
     * @param labelHead what the labels of the rows are, or empty
     * @param noteHead what the notes of the rows are, or empty
     * @param axis what stands under the horizontal axis, or empty
     * @param footnote or empty
     */
    record Words(String title, String lesson, String caption, String direction,
            String labelHead, String noteHead, String axis, String footnote) {

        Words {
            title = Text.escaped(title);
            lesson = Text.escaped(lesson);
            caption = Text.escaped(caption);
            direction = Text.escaped(direction);
            labelHead = Text.escaped(labelHead);
            noteHead = Text.escaped(noteHead);
            axis = Text.escaped(axis);
            footnote = Text.escaped(footnote);
        }
    }

    /**
     * One contender.
     *
     * @param points what is drawn, in the order of the chart's kind; none if there
     *     is nothing to draw
     * @param label the number beside the drawing; if there is none, why not
     * @param mark beside the label or the name, or empty
     * @param note another number at the edge
     * @param text all that is known of the row, for who points at it
     */
    record Row(String name, String colour, List<List<Double>> points, String label,
            String mark, String note, String text) {

        Row {
            name = Text.escaped(name);
            label = Text.escaped(label);
            mark = Text.escaped(mark);
            note = Text.escaped(note);
            text = Text.escaped(text);
        }
    }

    /** All numbers of the rows' points. */
    static List<Double> drawn(List<Row> rows) {
        return rows.stream().map(Row::points).flatMap(Collection::stream)
                .flatMap(Collection::stream).filter(Objects::nonNull).toList();
    }

    /** What a person hears who does not see the chart. */
    String description() {
        return "Chart. %s. %s, %s. The table below it has the same numbers."
                .formatted(words.title(), words.caption(), words.direction());
    }
}
