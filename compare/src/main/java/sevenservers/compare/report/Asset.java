package sevenservers.compare.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Texts that the report is made with, from the class path. */
final class Asset {

    /** The library that draws, as it comes from its makers. */
    static final String ECHARTS = read(
            "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.min.js");
    /** What makes a chart's description into the library's. */
    static final String CHARTS = read("marks.js") + read("rows.js")
            + read("curves.js") + read("charts.js");

    private Asset() {
    }

    static String read(String name) {
        try (InputStream in = Asset.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + name);
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
