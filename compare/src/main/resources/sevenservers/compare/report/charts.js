/*
 * Makes a chart's description (the record Chart, as JSON) into an option of ECharts.
 * The browser runs it for the page, Rhino for the files, so the language is old. All
 * texts and numbers are given.
 */
var charts = (function () {

    var KINDS = {BARS: rows, PERCENTILES: rows, CURVE: curves};

    /** How a chart is laid out: for a slide, or into a place in the page. */
    var SLIDE = {width: 1280, height: 720, size: 22, margin: 40, titles: true};

    function place(width) {
        return {width: width, size: 13, margin: 2, titles: false};
    }

    /** How high a chart wants to be in a place in the page. */
    function height(chart, look) {
        return KINDS[chart.kind].height(chart, look);
    }

    function title(lines, top, size, weight, colour, look) {
        return {text: lines.join('\n'), left: look.margin, top: top, padding: 0, textStyle: {color: colour,
            fontFamily: marks.FONT, fontSize: size, lineHeight: size * 1.35, fontWeight: weight}};
    }

    /**
     * What stands over and under a drawing for a slide, and how high it is; the page
     * has these words beside it.
     */
    function titles(chart, look) {
        var size = look.size;
        var words = chart.words;
        var room = look.width - 2 * look.margin;
        var lesson = marks.wrapped(words.lesson, room, size, 2);
        var note = words.footnote ? marks.wrapped(words.footnote, room, size * 0.8, 2) : [];
        var head = Math.min(size * 1.8, room / marks.widthOf(words.title, 1.25));
        var below = look.margin * 0.8 + size * 2.5;
        var caption = below + lesson.length * size * 1.35 + size * 0.7;
        var under = note.length * size * 1.1;
        var direction = title([words.direction], caption, size, 600, marks.GOOD, look);
        direction.left = look.width - look.margin;
        direction.textAlign = 'right';
        return {
            top: caption + size * 1.5,
            bottom: under + look.margin / 2,
            shown: [title([words.title], look.margin * 0.8, head, 700, marks.INK, look),
                title(lesson, below, size, 400, marks.MUTED, look),
                title([words.caption], caption, size, 600, marks.INK, look), direction,
                title(note, look.height - under - look.margin * 0.4, size * 0.8, 400, marks.MUTED, look)]
        };
    }

    function escape(words) {
        return words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
            .replace(/"/g, '&quot;');
    }

    function tooltip(chart) {
        return {
            trigger: 'item', confine: true, transitionDuration: 0,
            backgroundColor: marks.PAPER, borderColor: marks.LINE,
            textStyle: {color: marks.INK, fontFamily: marks.FONT, fontSize: 13},
            formatter: function (item) {
                var row = chart.rows[item.seriesIndex % chart.rows.length];
                return '<strong>' + escape(row.name) + '</strong><br>'
                    + escape(row.text).split('; ').join('<br>');
            }
        };
    }

    function option(chart, look) {
        var around = look.titles ? titles(chart, look) : {top: 0, bottom: 0};
        var made = KINDS[chart.kind].option(chart, look, around.top, around.bottom);
        made.animation = false;
        made.backgroundColor = 'transparent';
        made.textStyle = {fontFamily: marks.FONT};
        if (look.titles) {
            made.title = around.shown;
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
        return chart.words.caption + ', ' + chart.words.direction + '\n' + chart.rows.map(function (row) {
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
            return ' role="img">\n<title>' + chart.words.title + '</title>\n<desc>' + inWords(chart) + '</desc>';
        }));
    }

    return {option: option, place: place, height: height, svg: svg};
})();
