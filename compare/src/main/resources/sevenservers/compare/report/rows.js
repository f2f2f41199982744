/* Charts with a row for each contender: bars, or percentiles. */
var rows = (function () {

    /** How high a chart wants to be in a place in the page. */
    function height(chart, look) {
        return chart.rows.length * (marks.isNarrow(look) ? 48 : 28) + (chart.words.axis ? 76 : 56);
    }

    /** Where a value stands; one that a logarithmic axis has no place for, at its begin. */
    function position(api, description, value, row) {
        var least = marks.tick(description, description.first);
        return api.coord([Math.max(value, least), row])[0];
    }

    function drawBar(chart, row, at, y, size) {
        var low = at(row.points[0][0]), median = at(row.points[0][1]), high = at(row.points[0][2]);
        var from = at(chart.line === null ? 0 : chart.line);
        var cap = size * 0.28;
        var shapes = [marks.bar(from, median, y, size * 0.8, row.colour, 0.8)];
        if (high > low) {
            shapes.push(marks.line(low, y, high, y, marks.INK, size / 9),
                marks.line(low, y - cap, low, y + cap, marks.INK, size / 9),
                marks.line(high, y - cap, high, y + cap, marks.INK, size / 9));
        }
        shapes.push(marks.dot(median, y, size * 0.32, row.colour, true));
        return shapes;
    }

    function drawPercentiles(chart, row, at, y, size) {
        var x = row.points[0].map(at);
        var cap = size * 0.3;
        var rare = row.points[0][3] === null ? []
            : [-size / 8, size / 8].map(function (aside) {
                return marks.line(x[3] + aside, y - cap, x[3] + aside, y + cap, row.colour, size / 9);
            });
        return rare.concat([
            marks.bar(x[0], x[4], y, size * 0.12, row.colour, 0.7),
            marks.bar(x[0], x[2], y, size * 0.5, row.colour, 0.45),
            marks.line(x[1], y - cap, x[1], y + cap, row.colour, size / 6),
            marks.dot(x[4], y, size * 0.26, row.colour, false),
            marks.diamond(x[2], y, size * 0.42, row.colour),
            marks.dot(x[0], y, size * 0.4, row.colour, true)
        ]);
    }

    /** Where words can stand in a row that is empty: on the wider side of the line. */
    function roomForWords(chart, grid, at, end) {
        var line = chart.line === null ? grid.x : at(chart.line);
        return line - grid.x > grid.width / 2 ? {from: grid.x, to: line} : {from: line, to: end};
    }

    /** A contender's row: its name, what is drawn of it, and its numbers at the edge. */
    function rowSeries(chart, row, index, look, edges) {
        var narrow = marks.isNarrow(look);
        var size = look.size;
        var draw = chart.kind === 'PERCENTILES' ? drawPercentiles : drawBar;
        return {
            type: 'custom',
            name: row.name,
            itemStyle: {color: row.colour},
            encode: {y: 0, x: [1, 2, 3, 4, 5]},
            data: [[index].concat(row.points[0] || [])],
            renderItem: function (params, api) {
                var grid = params.coordSys;
                var band = grid.height / chart.rows.length;
                var middle = grid.y + band * (index + 0.5);
                var words = narrow ? middle - band * 0.24 : middle;
                var y = narrow ? middle + band * 0.2 : middle;
                var back = narrow ? marks.PAPER : 'transparent';
                var shapes = [marks.text(marks.clipped(row.name, edges.name, size), edges.left, words, 'left',
                    {fill: marks.INK, fontSize: size, backgroundColor: back})];
                var at = function (value) { return position(api, chart.x, value, index); };
                if (!row.points.length) {
                    var room = roomForWords(chart, grid, at, edges.note);
                    shapes.push(marks.text(marks.clipped(row.label, room.to - room.from - size, size),
                        room.from + size / 2, y, 'left', {fill: marks.MUTED, fontSize: size, fontStyle: 'italic'}));
                } else {
                    shapes = shapes.concat(draw(chart, row, at, y, size),
                        marks.text(row.label, edges.label, words, 'right',
                            {fill: marks.INK, fontSize: size, fontWeight: 600, backgroundColor: back}),
                        marks.text(row.mark, edges.label + size / 5, words, 'left', {fill: marks.INK, fontSize: size}),
                        marks.text(row.note, edges.note, words, 'right',
                            {fill: marks.MUTED, fontSize: size, backgroundColor: back}));
                }
                return {type: 'group', children: shapes};
            }
        };
    }

    /** Words over the two columns of numbers. */
    function heads(chart, look, edges, top) {
        var style = {fill: marks.MUTED, fontSize: look.size * 0.85};
        return [marks.text(chart.words.labelHead, edges.label, top, 'right', style),
            marks.text(chart.words.noteHead, edges.note, top, 'right', style)];
    }

    function option(chart, look, top, bottom) {
        var size = look.size;
        var narrow = marks.isNarrow(look);
        var margin = look.margin;
        var name = Math.min(marks.longest(chart.rows, 'name', size), look.width * (narrow ? 0.55 : marks.NAMES));
        var label = Math.max(marks.longest(chart.rows, 'label', size),
            marks.widthOf(chart.words.labelHead, size * 0.85));
        var note = Math.max(marks.longest(chart.rows, 'note', size),
            marks.widthOf(chart.words.noteHead, size * 0.85));
        var mark = chart.rows.some(function (row) { return row.mark; }) ? size : 0;
        var edges = {left: margin, name: name, note: look.width - margin,
            label: look.width - margin - (note ? note + size : 0) - mark};
        return {
            grid: {
                left: narrow ? margin + size * 2 : margin + name + size,
                right: narrow ? margin + size * 2 : look.width - edges.label + label + size * 1.5,
                top: top + size * 1.6, bottom: bottom + size * (chart.words.axis ? 3.4 : 2)
            },
            xAxis: marks.axis(chart.x, look, {name: marks.axisName(chart, look)}),
            yAxis: {type: 'category', inverse: true, show: false,
                data: chart.rows.map(function (row) { return row.name; })},
            graphic: {elements: heads(chart, look, edges, top + size * 0.7)},
            series: chart.rows.map(function (row, index) {
                return rowSeries(chart, row, index, look, edges);
            }).concat(referenceLine(chart, look))
        };
    }

    /** With a shade on the better side of it; under the rows, so that words can stand on it. */
    function referenceLine(chart, look) {
        return chart.line === null ? [] : [{
            type: 'custom', name: 'reference', silent: true, z: 1, data: [[chart.line]], encode: {x: 0},
            renderItem: function (params, api) {
                var grid = params.coordSys;
                var x = api.coord([chart.line, 0])[0];
                var end = chart.better === 'MORE' ? grid.x + grid.width : grid.x;
                return {type: 'group', children: [
                    marks.bar(x, end, grid.y + grid.height / 2, grid.height, marks.GOOD,
                        marks.isNarrow(look) ? 0 : 0.07),
                    marks.line(x, grid.y, x, grid.y + grid.height, marks.INK, 1.5)]};
            }
        }];
    }

    return {option: option, height: height};
})();
