/*
 * Makes a chart's description (the record Chart, as JSON) into an option of ECharts.
 * The browser runs it for the page, Rhino for the files, so the language is old. All
 * colours but the contenders' are variables of CSS, all texts and numbers are given.
 */
var charts = (function () {

    var FONT = 'system-ui, -apple-system, Segoe UI, Roboto, Helvetica, Arial, sans-serif';
    var INK = 'var(--ink)', MUTED = 'var(--muted)', LINE = 'var(--line)', PAPER = 'var(--paper)';
    var SYMBOLS = ['circle', 'rect', 'triangle', 'diamond'];
    var GLYPHS = ['●', '■', '▲', '◆'];
    /** The part of a chart's width that names may take. */
    var NAMES = 0.3;
    var DASHES = ['solid', [8, 4], [2, 3]];

    /** How a chart is laid out: for a slide, or into a place in the page. */
    var SLIDE = {width: 1280, height: 720, size: 20, titles: true};

    function place(width) {
        return {width: width, size: 13, titles: false};
    }

    function isCurve(chart) {
        return chart.kind === 'CURVE';
    }

    /** On a phone, names stand above their bars, and a legend under curves. */
    function isNarrow(look) {
        return look.width < 36 * look.size;
    }

    /** How high a chart wants to be in a place in the page. */
    function height(chart, look) {
        var narrow = isNarrow(look);
        if (isCurve(chart)) {
            return narrow ? 320 + 20 * chart.rows.length : Math.max(420, 22 * chart.rows.length + 80);
        }
        return chart.rows.length * (narrow ? 48 : 28) + 56;
    }

    /** About how wide a text will be: it is not always a browser that asks. */
    function widthOf(text, size) {
        return text.length * size * 0.56;
    }

    function longest(rows, part, size) {
        return rows.reduce(function (most, row) {
            return row.points.length || part === 'name' ? Math.max(most, widthOf(row[part], size)) : most;
        }, 0);
    }

    /** As much of a text as has room. */
    function clipped(content, room, size) {
        var most = Math.floor(room / widthOf('m', size));
        return widthOf(content, size) <= room ? content : content.slice(0, most - 1) + '…';
    }

    function text(content, x, y, align, style) {
        return {type: 'text', silent: true, style: Object.assign({
            text: content, x: x, y: y, align: align, verticalAlign: 'middle', fontFamily: FONT
        }, style)};
    }

    function line(x1, y1, x2, y2, colour, width) {
        return {type: 'line', shape: {x1: x1, y1: y1, x2: x2, y2: y2},
            style: {stroke: colour, lineWidth: width}};
    }

    function bar(x1, x2, y, thickness, colour, opacity) {
        return {type: 'rect', shape: {x: Math.min(x1, x2), y: y - thickness / 2,
                width: Math.abs(x2 - x1), height: thickness},
            style: {fill: colour, opacity: opacity}};
    }

    function dot(x, y, r, colour, filled) {
        return {type: 'circle', shape: {cx: x, cy: y, r: r}, style: filled
            ? {fill: colour, stroke: PAPER, lineWidth: 1.5}
            : {fill: PAPER, stroke: colour, lineWidth: 2}};
    }

    function diamond(x, y, r, colour) {
        return {type: 'polygon', shape: {points: [[x - r, y], [x, y - r], [x + r, y], [x, y + r]]},
            style: {fill: colour, stroke: PAPER, lineWidth: 1.5}};
    }

    function tick(axis, n) {
        return axis.base ? Math.pow(axis.base, n) : n * axis.step;
    }

    function axis(description, look, more) {
        var first = description.first;
        var last = first + description.labels.length - 1;
        return Object.assign({
            type: description.base ? 'log' : 'value',
            logBase: description.base || 10,
            min: tick(description, first),
            max: tick(description, last),
            interval: description.base ? undefined : description.step,
            name: description.title,
            nameTextStyle: {color: MUTED, fontFamily: FONT, fontSize: look.size * 0.9},
            axisLabel: {color: MUTED, fontFamily: FONT, fontSize: look.size * 0.9, hideOverlap: true,
                formatter: function (value) {
                    var n = description.base ? Math.log(value) / Math.log(description.base)
                        : value / description.step;
                    return description.labels[Math.round(n) - first] || '';
                }},
            axisLine: {show: false},
            axisTick: {show: false},
            splitLine: {lineStyle: {color: LINE}}
        }, more);
    }

    /** Where a value stands; one that a logarithmic axis has no place for, at its begin. */
    function position(api, description, value, row) {
        var least = tick(description, description.first);
        return api.coord([Math.max(value, least), row])[0];
    }

    function drawBar(chart, row, at, y, size) {
        var low = at(row.points[0][0]), median = at(row.points[0][1]), high = at(row.points[0][2]);
        var from = at(chart.line === null ? 0 : chart.line);
        var cap = size * 0.28;
        var shapes = [bar(from, median, y, size * 0.8, row.colour, 0.8)];
        if (high > low) {
            shapes.push(line(low, y, high, y, INK, size / 9),
                line(low, y - cap, low, y + cap, INK, size / 9),
                line(high, y - cap, high, y + cap, INK, size / 9));
        }
        shapes.push(dot(median, y, size * 0.32, row.colour, true));
        return shapes;
    }

    function drawPercentiles(chart, row, at, y, size) {
        var x = row.points[0].map(at);
        var cap = size * 0.3;
        return [
            bar(x[0], x[4], y, size * 0.12, row.colour, 0.7),
            bar(x[0], x[2], y, size * 0.5, row.colour, 0.45),
            line(x[1], y - cap, x[1], y + cap, row.colour, size / 6),
            line(x[3], y - cap, x[3], y + cap, row.colour, size / 6),
            dot(x[4], y, size * 0.26, row.colour, false),
            diamond(x[2], y, size * 0.42, row.colour),
            dot(x[0], y, size * 0.4, row.colour, true)
        ];
    }

    /** Where words can stand in a row that is empty: on the wider side of the line. */
    function roomForWords(chart, grid, at, end) {
        var line = chart.line === null ? grid.x : at(chart.line);
        return line - grid.x > grid.width / 2 ? {from: grid.x, to: line} : {from: line, to: end};
    }

    /** A contender's row: its name, what is drawn of it, and its numbers at the edge. */
    function rowSeries(chart, row, index, look, edges) {
        var narrow = isNarrow(look);
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
                var back = narrow ? PAPER : 'transparent';
                var shapes = [text(clipped(row.name, edges.name, size), edges.left, words, 'left',
                    {fill: INK, fontSize: size, backgroundColor: back})];
                var at = function (value) { return position(api, chart.x, value, index); };
                if (!row.points.length) {
                    var room = roomForWords(chart, grid, at, edges.note);
                    shapes.push(text(clipped(row.label, room.to - room.from - size, size),
                        room.from + size / 2, y, 'left', {fill: MUTED, fontSize: size, fontStyle: 'italic'}));
                } else {
                    shapes = shapes.concat(draw(chart, row, at, y, size),
                        text(row.label, edges.label, words, 'right',
                            {fill: INK, fontSize: size, fontWeight: 600, backgroundColor: back}),
                        text(row.note, edges.note, words, 'right',
                            {fill: MUTED, fontSize: size, backgroundColor: back}));
                }
                return {type: 'group', children: shapes};
            }
        };
    }

    /** Words over the two columns of numbers. */
    function heads(chart, look, edges, top) {
        var style = {fill: MUTED, fontSize: look.size * 0.85};
        return [text(chart.labelHead, edges.label, top, 'right', style),
            text(chart.noteHead, edges.note, top, 'right', style)];
    }

    function rowsOption(chart, look, top, bottom) {
        var size = look.size;
        var narrow = isNarrow(look);
        var margin = look.titles ? 40 : 2;
        var name = Math.min(longest(chart.rows, 'name', size), look.width * (narrow ? 0.55 : NAMES));
        var label = Math.max(longest(chart.rows, 'label', size), widthOf(chart.labelHead, size * 0.85));
        var note = Math.max(longest(chart.rows, 'note', size), widthOf(chart.noteHead, size * 0.85));
        var edges = {left: margin, name: name, note: look.width - margin,
            label: look.width - margin - (note ? note + size : 0)};
        return {
            grid: {
                left: narrow ? margin + size * 2 : margin + name + size,
                right: narrow ? margin + size * 2 : look.width - edges.label + label + size * 1.5,
                top: top + size * 1.6, bottom: bottom + size * 2
            },
            xAxis: axis(chart.x, look),
            yAxis: {type: 'category', inverse: true, show: false,
                data: chart.rows.map(function (row) { return row.name; })},
            graphic: {elements: heads(chart, look, edges, top + size * 0.7)},
            series: chart.rows.map(function (row, index) {
                return rowSeries(chart, row, index, look, edges);
            }).concat(referenceLine(chart))
        };
    }

    /** Under the rows, so that words can stand on it. */
    function referenceLine(chart) {
        return chart.line === null ? [] : [{
            type: 'custom', name: 'reference', silent: true, z: 1, data: [[chart.line]], encode: {x: 0},
            renderItem: function (params, api) {
                var grid = params.coordSys;
                var x = api.coord([chart.line, 0])[0];
                return line(x, grid.y, x, grid.y + grid.height, INK, 1.5);
            }
        }];
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
            endLabel: {
                show: !isNarrow(look), color: INK, fontFamily: FONT, fontSize: look.size,
                lineHeight: look.size * 1.3, distance: look.size * 0.6,
                rich: {glyph: {color: row.colour, fontSize: look.size * 0.8}},
                formatter: function () {
                    return '{glyph|' + GLYPHS[index % GLYPHS.length] + '} '
                        + clipped(row.name, look.width * NAMES, look.size) + row.label;
                }
            },
            labelLayout: {moveOverlap: 'shiftY'},
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
                var least = tick(chart.y, chart.y.first);
                var low = api.coord([api.value(0), Math.max(api.value(1), least)]);
                var high = api.coord([api.value(0), Math.max(api.value(3), least)]);
                var cap = look.size * 0.3;
                return {type: 'group', children: low[1] === high[1] ? [] : [
                    line(low[0], low[1], high[0], high[1], row.colour, look.size / 10),
                    line(low[0] - cap, low[1], low[0] + cap, low[1], row.colour, look.size / 10),
                    line(high[0] - cap, high[1], high[0] + cap, high[1], row.colour, look.size / 10)]};
            }
        };
    }

    function curveOption(chart, look, top, bottom) {
        var size = look.size;
        var narrow = isNarrow(look);
        var margin = look.titles ? 40 : 2;
        var labels = Math.max.apply(null, chart.y.labels.map(function (label) {
            return widthOf(label, size * 0.9);
        }));
        return {
            grid: {
                left: margin + labels + size,
                right: margin + size + (narrow ? 0
                    : size * 2 + Math.min(longest(chart.rows, 'name', size), look.width * NAMES)),
                top: top + size,
                bottom: bottom + size * 3.4 + (narrow ? 20 * chart.rows.length : 0)
            },
            legend: {show: narrow, bottom: 0, left: 0, orient: 'vertical', itemGap: 6, height: 'auto',
                data: chart.rows.map(function (row) { return row.name; }),
                textStyle: {color: INK, fontFamily: FONT, fontSize: size}},
            xAxis: axis(chart.x, look, {nameLocation: 'middle', nameGap: size * 2}),
            yAxis: axis(chart.y, look),
            series: chart.rows.map(function (row, index) {
                return curveSeries(chart, row, index, look);
            }).concat(chart.rows.map(function (row) {
                return whiskers(chart, row, look);
            }))
        };
    }

    function title(content, top, size, weight, colour, look) {
        return {text: content, left: 40, top: top, padding: 0, textStyle: {color: colour, fontFamily: FONT,
            fontSize: size, fontWeight: weight, width: look.width - 80, overflow: 'truncate'}};
    }

    /** What stands over and under a drawing for a slide; the page has it beside. */
    function titles(chart, look) {
        return [title(chart.title, 30, look.size * 1.7, 600, INK, look),
            title(chart.lesson, 30 + look.size * 2.3, look.size, 400, MUTED, look),
            title(chart.caption, 30 + look.size * 4.2, look.size, 600, INK, look),
            title(chart.footnote, look.height - look.size * 1.6, look.size * 0.8, 400, MUTED, look)];
    }

    function escape(words) {
        return words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
            .replace(/"/g, '&quot;');
    }

    function tooltip(chart) {
        return {
            trigger: 'item', confine: true, backgroundColor: PAPER, borderColor: LINE,
            textStyle: {color: INK, fontFamily: FONT, fontSize: 13},
            formatter: function (item) {
                var row = chart.rows[item.seriesIndex % chart.rows.length];
                return '<strong>' + escape(row.name) + '</strong><br>'
                    + escape(row.text).split('; ').join('<br>');
            }
        };
    }

    function option(chart, look) {
        var top = look.titles ? 30 + look.size * 5.4 : 0;
        var bottom = look.titles ? look.size * 1.6 : 0;
        var made = (isCurve(chart) ? curveOption : rowsOption)(chart, look, top, bottom);
        made.animation = false;
        made.backgroundColor = 'transparent';
        made.textStyle = {fontFamily: FONT};
        if (look.titles) {
            made.title = titles(chart, look);
        } else {
            made.tooltip = tooltip(chart);
        }
        return made;
    }

    /**
     * The library writes texts into a file as they are. What would be markup goes
     * through it in disguise: as characters that mean nothing.
     */
    var MARKUP = '&<>\ufffe\uffff';
    var DISGUISES = '\ue000\ue001\ue002\ue003\ue003';
    var ENTITIES = ['&amp;', '&lt;', '&gt;', '\ufffd'];

    function disguised(json) {
        return json.replace(/[&<>\ufffe\uffff]/g, function (sign) {
            return DISGUISES.charAt(MARKUP.indexOf(sign));
        });
    }

    function undisguised(drawing) {
        return drawing.replace(/[\ue000-\ue003]/g, function (sign) {
            return ENTITIES[DISGUISES.indexOf(sign)];
        });
    }

    /** All of it, for who does not see it. */
    function inWords(chart) {
        return chart.caption + '\n' + chart.rows.map(function (row) {
            return row.name + ': ' + row.text;
        }).join('\n');
    }

    /** A chart, given as JSON, as a file for a slide. */
    function svg(json) {
        var chart = JSON.parse(disguised(json));
        var drawn = echarts.init(null, null,
            {renderer: 'svg', ssr: true, width: SLIDE.width, height: SLIDE.height});
        drawn.setOption(option(chart, SLIDE));
        var made = drawn.renderToSVGString();
        drawn.dispose();
        return undisguised(made.replace('>', function () {
            return ' role="img">\n<title>' + chart.title + '</title>\n<desc>' + inWords(chart) + '</desc>';
        }));
    }

    return {option: option, place: place, height: height, svg: svg};
})();
