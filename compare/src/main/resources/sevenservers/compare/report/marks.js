/*
 * What charts are made of: texts, whose width is guessed, for it is not always a
 * browser that asks; shapes; axes. All colours but the contenders' are variables of
 * CSS.
 */
var marks = (function () {

    var FONT = 'system-ui, -apple-system, Segoe UI, Roboto, Helvetica, Arial, sans-serif';
    var INK = 'var(--ink)', MUTED = 'var(--muted)', LINE = 'var(--line)', PAPER = 'var(--paper)';
    var GOOD = 'rgb(var(--good))';
    /** The part of a chart's width that names may take. */
    var NAMES = 0.3;

    /** Whether there is no room for names beside a drawing, as on a phone. */
    function isNarrow(look) {
        return look.width < 36 * look.size;
    }

    /** About how wide a text will be: letters, and the narrower spaces. */
    function widthOf(text, size) {
        return (text.length * 0.56 - (text.split(' ').length - 1) * 0.24) * size;
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

    /** The words in lines of about the same width, and in no more than so many. */
    function wrapped(content, room, size, most) {
        var whole = widthOf(content, size);
        var even = Math.min(room, whole / Math.ceil(whole / room) * 1.1);
        var lines = [''];
        content.split(' ').forEach(function (word) {
            var longer = (lines[lines.length - 1] + ' ' + word).trim();
            if (lines.length === most || widthOf(longer, size) <= even) {
                lines[lines.length - 1] = longer;
            } else {
                lines.push(word);
            }
        });
        return lines.map(function (line) { return clipped(line, room, size); });
    }

    /** The library would guess a line's height from a letter that few fonts have. */
    function text(content, x, y, align, style) {
        return {type: 'text', silent: true, style: Object.assign({
            text: content, x: x, y: y, align: align, verticalAlign: 'middle', fontFamily: FONT,
            lineHeight: style.fontSize
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

    /** What stands under the horizontal axis. */
    function axisName(chart, look) {
        return wrapped(chart.words.axis, look.width - 2 * look.margin, look.size * 0.85, 2).join('\n');
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
            nameLocation: 'middle',
            nameGap: look.size * 2.2,
            nameTextStyle: {color: MUTED, fontFamily: FONT, fontSize: look.size * 0.85,
                lineHeight: look.size * 1.15},
            axisLabel: {color: MUTED, fontFamily: FONT, fontSize: look.size * 0.9,
                margin: look.size * 0.6, hideOverlap: true,
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

    return {
        FONT: FONT, INK: INK, MUTED: MUTED, LINE: LINE, PAPER: PAPER, GOOD: GOOD, NAMES: NAMES,
        isNarrow: isNarrow, widthOf: widthOf, longest: longest, clipped: clipped, wrapped: wrapped,
        text: text, line: line, bar: bar, dot: dot, diamond: diamond,
        tick: tick, axis: axis, axisName: axisName
    };
})();
