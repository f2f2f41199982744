/* Draws the charts into their places, and again when these change their width. */
(function () {

    var PAPER_WIDTH = 680;

    var descriptions = {};
    JSON.parse(document.getElementById('charts').textContent).forEach(function (chart) {
        descriptions[chart.name] = chart;
    });

    function draw(element, width) {
        var chart = descriptions[element.dataset.chart];
        var look = charts.place(width);
        var height = charts.height(chart, look);
        element.style.height = height + 'px';
        var drawn = echarts.getInstanceByDom(element)
            || echarts.init(element, null, {renderer: 'svg', width: width, height: height});
        drawn.resize({width: width, height: height});
        drawn.setOption(charts.option(chart, look), true);
    }

    var elements = Array.prototype.slice.call(document.querySelectorAll('[data-chart]'));

    function drawAll() {
        elements.forEach(function (element) { draw(element, element.clientWidth); });
    }

    drawAll();
    var sizes = new ResizeObserver(function (changes) {
        changes.forEach(function (change) {
            var drawn = echarts.getInstanceByDom(change.target);
            if (drawn.getWidth() !== change.target.clientWidth) {
                draw(change.target, change.target.clientWidth);
            }
        });
    });
    elements.forEach(function (element) { sizes.observe(element); });
    window.addEventListener('beforeprint', function () {
        elements.forEach(function (element) { draw(element, Math.min(element.clientWidth, PAPER_WIDTH)); });
    });
    window.addEventListener('afterprint', drawAll);

    var root = document.documentElement;
    var button = document.getElementById('theme');
    var system = window.matchMedia('(prefers-color-scheme: dark)');

    function isDark() {
        return root.dataset.theme ? root.dataset.theme === 'dark' : system.matches;
    }

    function name() {
        button.textContent = isDark() ? 'Light' : 'Dark';
        button.setAttribute('aria-label', 'Change to ' + (isDark() ? 'light' : 'dark') + ' colours');
    }

    button.hidden = false;
    button.addEventListener('click', function () {
        root.dataset.theme = isDark() ? 'light' : 'dark';
        name();
    });
    system.addEventListener('change', name);
    name();
})();
