package sevenservers.compare.report;

import java.util.List;
import sevenservers.contract.Text;

/**
 * What one chart shows, with every word and number that stands on it. The script
 * {@code charts.js} draws it, in the page and for the files.
 *
 * @param name a word that no other chart has: its files are called so
 * @param title what was done
 * @param lesson what its figures show
 * @param caption what the numbers are
 * @param description what a person hears who does not see the chart
 * @param x of the numbers, or of a curve's places
 * @param y of a curve's numbers, or null
 * @param line where a line marks the reference, or null
 * @param labelHead what the labels of the rows are, or empty
 * @param noteHead what the notes of the rows are, or empty
 * @param rows one for each contender
 * @param footnote or empty
 */
record Chart(String name, Kind kind, String title, String lesson, String caption,
        String description, Axis x, Axis y, Double line, String labelHead,
        String noteHead, List<Row> rows, String footnote) {

    /** How it is drawn, and what the points of a row are. */
    enum Kind {
        /** One point: low, median, high. */
        BARS,
        /** One point: the percentiles 50, 90, 99, 99.9, and the highest. */
        PERCENTILES,
        /** A point for each place on the line: the place, low, median, high. */
        CURVE
    }

    /**
     * One contender.
     *
     * @param points what is drawn, in the order of the chart's kind; none if there
     *     is nothing to draw
     * @param label the number beside the drawing; if there is none, why not
     * @param note another number at the edge
     * @param text all that is known of the row, for who points at it
     */
    record Row(String name, String colour, List<List<Double>> points, String label,
            String note, String text) {

        Row {
            name = Text.escaped(name);
            label = Text.escaped(label);
            note = Text.escaped(note);
            text = Text.escaped(text);
        }
    }

    Chart {
        title = Text.escaped(title);
        lesson = Text.escaped(lesson);
        caption = Text.escaped(caption);
        labelHead = Text.escaped(labelHead);
        noteHead = Text.escaped(noteHead);
        description = Text.escaped(description);
        footnote = Text.escaped(footnote);
    }
}
