package sevenservers.compare.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import sevenservers.compare.results.Measure;
import sevenservers.compare.results.Results;
import sevenservers.compare.results.Scenario;
import sevenservers.contract.Text;
import sevenservers.contract.cli.Words;

/** The report as plain text, for a terminal. */
public final class Summary {

    private final Results results;
    private final int width;

    /** @param width the terminal's columns; at least 40 are taken */
    public Summary(Results results, int width) {
        this.results = results;
        this.width = Math.max(40, width);
    }

    /** All of it: the ratios at a glance, then each scenario. */
    public String text() {
        return Stream.concat(Stream.of(glance()),
                results.scenarios().stream().map(this::scenario))
                .flatMap(Collection::stream).map(line -> line + "\n")
                .reduce("", String::concat);
    }

    private List<String> glance() {
        Matrix matrix = Matrix.of(results);
        List<String> head = new ArrayList<>(List.of("ratio to "
                + results.reference()));
        matrix.contenders().forEach(one -> head.add(one.id()));
        var table = new TextTable(head);
        for (Matrix.Row row : matrix.rows()) {
            List<String> cells = new ArrayList<>(List.of(row.scenario().id()
                    + (row.measure().better() == Measure.Better.LESS ? " ↓" : "")));
            row.entries().forEach(entry -> cells.add(text(entry)));
            table.row(cells);
        }
        List<String> lines = new ArrayList<>(table.lines(width));
        lines.add("");
        lines.addAll(wrapped(Wording.SIGNS));
        lines.addAll(wrapped(Wording.RATIOS));
        if (matrix.rows().stream().anyMatch(
                row -> row.measure().better() == Measure.Better.LESS)) {
            lines.add("↓ less is better");
        }
        if (matrix.rows().stream().flatMap(row -> row.entries().stream())
                .anyMatch(entry -> !entry.mark().isEmpty())) {
            lines.addAll(wrapped(Wording.LOAD_BOUND));
        }
        lines.add("");
        lines.addAll(key());
        return lines;
    }

    /** Who is who. */
    private List<String> key() {
        var table = new TextTable(List.of("", "", ""));
        results.contenders()
                .forEach(one -> table.row(List.of(one.id(), one.title())));
        return table.lines(width).stream().filter(line -> !line.isEmpty()).toList();
    }

    private static String text(Matrix.Entry entry) {
        if (!entry.absence().isEmpty()) {
            return entry.failed() ? "failed" : "–";
        }
        return entry.cell().verdict().sign() + entry.cell().plain()
                + marked(entry.mark());
    }

    private List<String> scenario(Scenario scenario) {
        Sheet sheet = Sheet.of(results, scenario);
        List<String> head = new ArrayList<>(List.of(""));
        List<String> units = new ArrayList<>(List.of(""));
        for (Sheet.Column column : sheet.columns()) {
            head.add(column.title()
                    + (column.remark().isEmpty() ? "" : " ↓"));
            units.add(column.unit());
        }
        var table = new TextTable(head);
        if (!String.join("", units).isEmpty()) {
            table.row(units);
        }
        sheet.rows().forEach(row -> add(table, row));
        List<String> lines = new ArrayList<>(List.of(""));
        lines.addAll(wrapped(scenario.id() + ": " + scenario.title()));
        lines.addAll(wrapped(scenario.teaches()));
        lines.addAll(table.lines(width));
        if (sheet.rows().stream().anyMatch(row -> !row.mark().isEmpty())) {
            lines.addAll(wrapped(Wording.LOAD_BOUND));
        }
        return lines;
    }

    private static void add(TextTable table, Sheet.Row row) {
        String name = row.contender().id() + marked(row.mark());
        if (!row.vacant()) {
            List<String> cells = new ArrayList<>(List.of(name));
            row.cells().forEach(cell -> cells.add(cell.verdict().sign()
                    + Wording.withSpread(cell.text(), cell.spread())));
            table.row(cells);
        }
        if (!row.absence().isEmpty()) {
            table.row(List.of(row.vacant() ? name : "", row.absence()));
        }
    }

    private static String marked(String mark) {
        return mark.isEmpty() ? "" : " " + mark;
    }

    private List<String> wrapped(String text) {
        return Words.wrapped(Text.escaped(text), width);
    }
}
