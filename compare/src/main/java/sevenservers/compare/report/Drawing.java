package sevenservers.compare.report;

import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.ScriptableObject;
import tools.jackson.databind.json.JsonMapper;

/**
 * Draws charts as SVG, with the scripts of the page. To load them takes seconds;
 * each drawing takes a part of one. For one thread.
 */
final class Drawing implements AutoCloseable {

    /** What a browser would have; nothing here is drawn later than at once. */
    private static final String BROWSER = """
            var global = this, self = this;
            function setTimeout() {}
            function clearTimeout() {}
            var console = {log: setTimeout, warn: setTimeout, error: setTimeout};
            """;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Context context = Context.enter();
    private final ScriptableObject scope;
    private final Function draw;

    Drawing() {
        // To compile the library takes longer than it saves.
        context.setInterpretedMode(true);
        context.setLanguageVersion(Context.VERSION_ES6);
        scope = context.initSafeStandardObjects();
        run(BROWSER, "browser");
        run(Asset.ECHARTS, "echarts.min.js");
        run(Asset.CHARTS, "charts.js");
        draw = (Function) context.evaluateString(scope, "charts.svg", "draw", 1,
                null);
    }

    private void run(String script, String name) {
        context.evaluateString(scope, script, name, 1, null);
    }

    /** The chart as SVG. Its colours are variables of CSS. */
    String svg(Chart chart) {
        Object svg = draw.call(context, scope, scope,
                new Object[] {JSON.writeValueAsString(chart)});
        return Context.toString(svg);
    }

    @Override
    public void close() {
        Context.exit();
    }
}
