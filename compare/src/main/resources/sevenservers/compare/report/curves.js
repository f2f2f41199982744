/* Charts with a line for each contender. Both axes are logarithmic. */
var curves = (function () {

    var SYMBOLS = ['circle', 'rect', 'triangle', 'diamond'];
    var GLYPHS = ['●', '■', '▲', '◆'];
    var DASHES = ['solid', [8, 4], [2, 3]];

    /** How high a chart wants to be in a place in the page. */
    function height(chart, look) {
        var names = chart.rows.length;
        return marks.isNarrow(look) ? 340 + 20 * names : Math.max(420, 22 * names + 90);
    }

    function curveSeries(chart, row, index, look) {
        return {
            type: 'line',
            name: row.name,
            color: row.colour,
            data: row.points.map(function (point) { return [point[0], point[2], point[1], point[3]]; }),
            encode: {x: 0, y: 1},
            symbol: SYMBOLS[index % SYMBOLS.length],
            symbolSize: look.size * 0.6,
            showAllSymbol: true,
            lineStyle: {width: look.size / 7, type: DASHES[Math.floor(index / 6) % DASHES.length]},
            emphasis: {focus: 'series'}
        };
    }

    /** From the lowest to the highest round, at each place of a curve. */
    function whiskers(chart, row, look) {
        return {
            type: 'custom',
            name: row.name,
            color: row.colour,
            silent: true,
            data: row.points,
            encode: {x: 0, y: [1, 2, 3]},
            renderItem: function (params, api) {
                var least = marks.tick(chart.y, chart.y.first);
                var low = api.coord([api.value(0), Math.max(api.value(1), least)]);
                var high = api.coord([api.value(0), Math.max(api.value(3), least)]);
                var cap = look.size * 0.3;
                return {type: 'group', children: low[1] === high[1] ? [] : [
                    marks.line(low[0], low[1], high[0], high[1], row.colour, look.size / 10),
                    marks.line(low[0] - cap, low[1], low[0] + cap, low[1], row.colour, look.size / 10),
                    marks.line(high[0] - cap, high[1], high[0] + cap, high[1], row.colour, look.size / 10)]};
            }
        };
    }

    /**
     * Places that are near the wanted ones, which ascend, but a gap apart and within
     * a range. Those that would be too close form a group around their middle.
     */
    function spread(wanted, gap, from, to) {
        var groups = [];
        wanted.forEach(function (place, index) {
            var group = {middle: place - index * gap, size: 1};
            while (groups.length && groups[groups.length - 1].middle >= group.middle) {
                var before = groups.pop();
                var size = before.size + group.size;
                group = {middle: (before.middle * before.size + group.middle * group.size) / size, size: size};
            }
            groups.push(group);
        });
        var last = Math.max(from, to - (wanted.length - 1) * gap);
        return groups.reduce(function (places, group) {
            for (var i = 0; i < group.size; i++) {
                places.push(Math.min(Math.max(group.middle, from), last) + places.length * gap);
            }
            return places;
        }, []);
    }

    /** The curves' last points, the highest one first. */
    function ends(chart, api) {
        var found = [];
        chart.rows.forEach(function (row, index) {
            if (row.points.length) {
                var last = row.points[row.points.length - 1];
                found.push({row: row, glyph: GLYPHS[index % GLYPHS.length], at: api.coord([last[0], last[2]])});
            }
        });
        return found.sort(function (one, other) { return one.at[1] - other.at[1]; });
    }

    /** A curve's name at a place, with a line to the curve's end. */
    function nameOf(end, x, y, look) {
        var size = look.size;
        var colour = end.row.colour;
        var name = marks.clipped(end.row.name, look.width * marks.NAMES, size) + ' ' + end.row.mark;
        var leader = marks.line(end.at[0] + size * 0.5, end.at[1], x - size * 0.3, y, colour, size / 14);
        leader.style.opacity = 0.6;
        return [leader,
            marks.text(end.glyph, x, y, 'left', {fill: colour, fontSize: size * 0.8}),
            marks.text(name.trim(), x + size, y, 'left', {fill: marks.INK, fontSize: size})];
    }

    /** The curves' names, in a column beside their ends, a line apart. */
    function curveNames(chart, look) {
        var size = look.size;
        return {
            type: 'custom', name: 'names', silent: true,
            data: [[marks.tick(chart.x, chart.x.first)]], encode: {x: 0},
            renderItem: function (params, api) {
                var grid = params.coordSys;
                var all = ends(chart, api);
                var places = spread(all.map(function (end) { return end.at[1]; }), size * 1.35,
                    grid.y + size / 2, grid.y + grid.height - size / 2);
                return {type: 'group', children: all.reduce(function (shapes, end, i) {
                    return shapes.concat(nameOf(end, grid.x + grid.width + size * 2, places[i], look));
                }, [])};
            }
        };
    }

    function option(chart, look, top, bottom) {
        var size = look.size;
        var narrow = marks.isNarrow(look);
        var margin = look.margin;
        var labels = Math.max.apply(null, chart.y.labels.map(function (label) {
            return marks.widthOf(label, size * 0.9);
        }));
        return {
            grid: {
                left: margin + labels + size,
                right: margin + size + (narrow ? 0
                    : size * 3 + Math.min(marks.longest(chart.rows, 'name', size), look.width * marks.NAMES)),
                top: top + size,
                bottom: bottom + size * 3.4 + (narrow ? 20 * (chart.rows.length + 1) : 0)
            },
            legend: {show: narrow, bottom: 0, left: 0, orient: 'vertical', itemGap: 6, height: 'auto',
                data: chart.rows.map(function (row) { return row.name; }),
                textStyle: {color: marks.INK, fontFamily: marks.FONT, fontSize: size}},
            xAxis: marks.axis(chart.x, look, {name: marks.axisName(chart, look)}),
            yAxis: marks.axis(chart.y, look),
            series: chart.rows.map(function (row, index) {
                return curveSeries(chart, row, index, look);
            }).concat(chart.rows.map(function (row) {
                return whiskers(chart, row, look);
            })).concat(narrow ? [] : [curveNames(chart, look)])
        };
    }

    return {option: option, height: height};
})();
