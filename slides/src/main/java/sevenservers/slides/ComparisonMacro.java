package sevenservers.slides;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import sevenservers.slides.Comparison.Contender;
import sevenservers.slides.Comparison.Measure;

/**
 * What a scenario of the comparison has found out about each style, drawn as bars:
 * {@code comparison::echo-64[rate]}, with the measure in brackets. A bar is the
 * median of the rounds, the mark at its end the lowest and the highest.
 */
final class ComparisonMacro extends HtmlMacro {

    private static final DateTimeFormatter DATE = DateTimeFormatter
            .ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final MathContext DIGITS = new MathContext(3);

    /** In units of the drawing: the first row, from row to row, the bars. */
    private static final int TOP = 80;
    private static final int ROW = 50;
    private static final int LEFT = 380;
    private static final int WIDTH = 560;

    private final Path root;

    ComparisonMacro(Path root) {
        super("comparison");
        this.root = root;
    }

    @Override
    String html(String scenario, Map<String, Object> attributes) {
        String id = String.valueOf(attributes.get("1"));
        var comparison = Comparison.of(root, scenario);
        Measure measure = comparison.measure(scenario, id);
        List<Contender> styles = comparison.contenders().stream()
                .filter(Contender::isStyle).toList();
        double most = styles.stream()
                .flatMap(style -> comparison.rounds(scenario, style, measure)
                        .stream())
                .max(Double::compare).orElseThrow(() -> new Wrong("all failed"));
        List<Map<String, Object>> bars = new ArrayList<>();
        for (Contender style : styles) {
            bars.add(
                    bar(style, comparison.rounds(scenario, style, measure), measure,
                            TOP + ROW * bars.size(), WIDTH / most));
        }
        return Template.filled("chart.html", Map.of("what",
                measure.unit().equals("bytes") ? measure.title() : measure.unit(),
                "better", measure.better().toLowerCase(Locale.ROOT), "bars", bars,
                "alternative", alternative(bars), "setting",
                setting(comparison.setting())));
    }

    private static Map<String, Object> bar(Contender style, List<Double> rounds,
            Measure measure, int y, double scale) {
        Map<String, Object> bar = new HashMap<>();
        bar.put("number", style.id());
        bar.put("name", style.title());
        bar.put("y", y);
        bar.put("isMeasured", !rounds.isEmpty());
        if (!rounds.isEmpty()) {
            double median = (rounds.get((rounds.size() - 1) / 2)
                    + rounds.get(rounds.size() / 2)) / 2;
            bar.put("median", shown(median, measure.unit().equals("bytes")));
            bar.put("width", Math.max(2, Math.round(median * scale)));
            bar.put("low", LEFT + Math.round(rounds.getFirst() * scale));
            bar.put("high", LEFT + Math.round(rounds.getLast() * scale));
            bar.put("hasSpread", rounds.getFirst() < rounds.getLast());
        }
        return bar;
    }

    /** With three significant digits: {@code 169 k}, {@code 1.23 KiB}. */
    private static String shown(double number, boolean isBytes) {
        List<String> units = isBytes ? List.of(" B", " KiB", " MiB")
                : List.of("", " k", " M", " G");
        int step = isBytes ? 1024 : 1000;
        double rest = number;
        int unit = 0;
        while (rest >= step && unit < units.size() - 1) {
            rest /= step;
            unit++;
        }
        return new BigDecimal(rest).round(DIGITS).toPlainString() + units.get(unit);
    }

    private static String alternative(List<Map<String, Object>> bars) {
        return bars.stream()
                .map(bar -> bar.get("number") + " " + bar.get("name") + ": "
                        + bar.getOrDefault("median", "no figure"))
                .collect(Collectors.joining("; "));
    }

    private static String setting(Comparison.Setting setting) {
        return "%s, %d processors, JDK %s, %s".formatted(setting.processor(),
                setting.processors(), setting.jdk().replaceAll("\\+.*", ""),
                DATE.format(setting.begun()));
    }
}
