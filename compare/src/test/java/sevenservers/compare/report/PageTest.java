package sevenservers.compare.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sevenservers.compare.results.Contender;
import sevenservers.compare.results.Figure;
import sevenservers.compare.results.Measure;
import sevenservers.compare.results.Results;
import sevenservers.compare.results.Scenario;
import sevenservers.compare.results.Scenario.Shape;

/** The page, in a browser that is cut off from every network. */
@Timeout(120)
class PageTest {

    private static Chromium chromium;

    @TempDir
    Path folder;

    private final List<String> complaints = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private BrowserContext context;
    private Results results;
    private Page page;

    @BeforeEach
    void launch() {
        Chromium.program();
        if (chromium == null) {
            chromium = new Chromium();
        }
    }

    @AfterEach
    void closePage() {
        if (context != null) {
            context.close();
        }
    }

    @AfterAll
    static void closeBrowser() {
        if (chromium != null) {
            chromium.close();
            chromium = null;
        }
    }

    @Test
    @DisplayName("it opens offline, asks for nothing, and complains of nothing")
    void offline() throws Exception {
        open(Samples.everyShape(), 1280, ColorScheme.LIGHT);
        page.emulateMedia(new Page.EmulateMediaOptions()
                .setColorScheme(ColorScheme.DARK));
        page.setViewportSize(400, 800);
        page.locator("#theme").click();
        assertThat(complaints).isEmpty();
        assertThat(requests).hasSize(1).allMatch(url -> url.startsWith("file:"));
    }

    @Test
    @DisplayName("every chart is drawn, and has marks for every contender")
    void charts() throws Exception {
        open(Samples.everyShape(), 1280, ColorScheme.LIGHT);
        int drawn = 0;
        for (Scenario scenario : results.scenarios()) {
            for (Chart chart : Charts.of(results, scenario)) {
                Locator svg = chart(chart).locator("svg");
                assertThat(svg.count()).as(chart.name()).isOne();
                assertThat(svg.boundingBox().height).as(chart.name())
                        .isGreaterThan(200);
                for (Chart.Row row : chart.rows()) {
                    int marks = svg.locator("[fill='%1$s'], [stroke='%1$s']"
                            .formatted(row.colour())).count();
                    // A line without points is still one, of no length.
                    assertThat(marks >= 2)
                            .as("%s: %s", chart.name(), row.name())
                            .isEqualTo(!row.points().isEmpty());
                    assertThat(svg.textContent()).satisfiesAnyOf(
                            text -> assertThat(text).contains(row.name()
                                    .substring(0,
                                            Math.min(9, row.name().length()))),
                            _ -> assertThat(row.points()).isEmpty());
                }
                drawn++;
            }
        }
        assertThat(page.locator("[data-chart]").count()).isEqualTo(drawn)
                .isGreaterThan(6);
    }

    @ParameterizedTest
    @ValueSource(ints = {1400, 800, 390})
    @DisplayName("in no chart does a text overlap another, or the chart's edge")
    void texts(int width) throws Exception {
        open(Samples.everyShape(), width, ColorScheme.LIGHT);
        for (Chart chart : Charts.of(results)) {
            assertThat(crowded(chart(chart).locator("svg"))).as(chart.name())
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("nor does it in any drawing for a slide")
    void slides() throws Exception {
        open(Samples.everyShape(), 1280, ColorScheme.LIGHT);
        List<?> drawings = (List<?>) page.evaluate("JSON.parse(document"
                + ".getElementById('charts').textContent)"
                + ".map(chart => charts.svg(JSON.stringify(chart)))");
        assertThat(drawings).hasSameSizeAs(Charts.of(results));
        for (Object drawing : drawings) {
            page.setContent((String) drawing);
            Locator svg = page.locator("svg");
            assertThat(crowded(svg)).as(svg.locator("title").textContent())
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("each chart says which way is better, if its axis is logarithmic, "
            + "and what its marks mean; and has a name for who does not see it")
    void words() throws Exception {
        open(Samples.everyShape(), 1280, ColorScheme.LIGHT);
        for (Chart chart : Charts.of(results)) {
            Locator figure = page.locator("figure",
                    new Page.LocatorOptions().setHas(chart(chart)));
            boolean marked = chart.rows().stream()
                    .anyMatch(row -> row.mark().equals("†"));
            assertThat(figure.textContent()).as(chart.name())
                    .contains(chart.better() == Measure.Better.LESS
                            ? "less is better" : "more is better")
                    .satisfies(text -> assertThat(text.contains("logarithmic"))
                            .isEqualTo(chart.x().base() != 0))
                    .satisfies(text -> assertThat(text.contains(Wording.LOAD_BOUND))
                            .isEqualTo(marked));
            assertThat(chart(chart).getAttribute("role")).isEqualTo("img");
            assertThat(chart(chart).getAttribute("aria-label"))
                    .contains(chart.words().title(), chart.words().caption(),
                            "is better");
        }
    }

    @Test
    @DisplayName("megabytes a second are written out")
    void megabytes() throws Exception {
        open(Samples.everyShape(), 1280, ColorScheme.LIGHT);
        assertThat(page.locator("[data-chart='echo-large-rate'] text")
                .allTextContents())
                .filteredOn(text -> text.matches("[0-9,]+ MB/s"))
                .hasSameSizeAs(results.contenders());
        assertThat(page.locator("[data-scenario='echo-large'] td")
                .allTextContents())
                .filteredOn(text -> text.matches("[0-9,]+ MB/s[0-9,–]+ MB/s"))
                .hasSameSizeAs(results.contenders());
    }

    @Test
    @DisplayName("the keyboard leads past the head, and to each table")
    void keyboard() throws Exception {
        open(Samples.everyShape(), 390, ColorScheme.LIGHT);
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.url()).endsWith("#glance");
        page.keyboard().press("Tab");
        Locator table = page.locator("[aria-labelledby='glance-title'].scroll");
        assertThat(table.evaluate("table => table.matches(':focus-visible') "
                + "&& getComputedStyle(table).outlineStyle")).isEqualTo("solid");
        page.keyboard().press("ArrowRight");
        page.waitForCondition(
                () -> !table.evaluate("table => table.scrollLeft").equals(0));
        assertThat(page.locator("section .scroll:not([tabindex='0'])").count())
                .isZero();
    }

    @Test
    @DisplayName("the charts' values are those of the results")
    void values() throws Exception {
        open(Samples.everyShape(), 1280, ColorScheme.LIGHT);
        for (Scenario scenario : results.scenarios()) {
            for (int i = 0; i < results.contenders().size(); i++) {
                Contender contender = results.contenders().get(i);
                if (scenario.shape() == Shape.CURVE) {
                    List<Double> medians = new ArrayList<>();
                    scenario.measures().forEach(measure -> results
                            .figure(scenario, measure, contender)
                            .map(Figure::median).ifPresent(medians::add));
                    assertThat(data(scenario.id() + "-curve", i)).as(contender.id())
                            .extracting(point -> point.get(1))
                            .containsExactlyElementsOf(medians);
                    continue;
                }
                for (Measure measure : scenario.measures()) {
                    List<Double> data =
                            data(scenario.id() + "-" + measure.id(), i).getFirst();
                    List<Double> expected = new ArrayList<>(List.of((double) i));
                    results.ratio(scenario, measure, contender)
                            .ifPresent(ratio -> expected.addAll(List.of(ratio.low(),
                                    ratio.median(), ratio.high())));
                    assertThat(data).as("%s, %s, %s", scenario.id(), measure.id(),
                            contender.id()).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    @DisplayName("a mark stands where the axis has its value")
    void places() throws Exception {
        open(Samples.everyShape(), 1280, ColorScheme.LIGHT);
        for (Contender contender : results.contenders()) {
            double median = results.ratio(Samples.ECHO, Samples.RATE, contender)
                    .orElseThrow().median();
            Locator chart = page.locator("[data-chart='echo-64-rate']");
            BoundingBox dot = chart
                    .locator("svg [fill='" + contender.colour() + "']").last()
                    .boundingBox();
            assertThat(dot.x + dot.width / 2 - chart.boundingBox().x)
                    .as(contender.id())
                    .isCloseTo(place("echo-64-rate", median), within(1.0));
        }
        assertThat(place("echo-64-rate", 2) - place("echo-64-rate", 1))
                .as("a doubling is as wide everywhere").isGreaterThan(50)
                .isCloseTo(place("echo-64-rate", 0.5) - place("echo-64-rate", 0.25),
                        within(0.5));
    }

    @Test
    @DisplayName("the tables' numbers are those of the results")
    void tables() throws Exception {
        open(Samples.everyShape(), 1280, ColorScheme.LIGHT);
        for (Scenario scenario : results.scenarios()) {
            for (Contender contender : results.contenders()) {
                String row = String.join(" ", page.locator(
                        "[data-scenario='%s'] [data-contender='%s']"
                                .formatted(scenario.id(), contender.id()))
                        .allTextContents());
                for (Measure measure : scenario.measures()) {
                    results.figure(scenario, measure, contender)
                            .ifPresent(figure -> assertThat(row).contains(
                                    Numbers.of(figure.median(), measure.unit()),
                                    Numbers.spread(figure, measure.unit())));
                    results.ratio(scenario, measure, contender)
                            .ifPresent(ratio -> assertThat(row).contains(
                                    Numbers.ratio(ratio.median()),
                                    Numbers.ratioSpread(ratio)));
                }
                results.outcome(scenario, contender).ifPresentOrElse(outcome -> {
                    if (outcome.latency() != null) {
                        assertThat(row).contains(
                                Numbers.of(outcome.latency().p99(), "µs"),
                                Numbers.of(outcome.latency().max(), "µs"));
                    }
                    if (outcome.failure() != null) {
                        assertThat(row).contains("failed: " + outcome.failure());
                    }
                    assertThat(row.contains("†")).isEqualTo(outcome.loadBound());
                }, () -> assertThat(row).contains("not measured"));
            }
        }
    }

    @Test
    @DisplayName("the first table has the ratio of every scenario and contender")
    void glance() throws Exception {
        open(Samples.everyShape(), 1280, ColorScheme.LIGHT);
        for (int i = 0; i < results.scenarios().size(); i++) {
            Scenario scenario = results.scenarios().get(i);
            List<String> cells = page.locator(".matrix tbody tr").nth(i)
                    .locator("td").allTextContents();
            assertThat(cells).hasSameSizeAs(results.contenders());
            for (int j = 0; j < cells.size(); j++) {
                String cell = cells.get(j);
                results.ratio(scenario, scenario.headline(),
                        results.contenders().get(j)).ifPresentOrElse(
                                ratio -> assertThat(cell).contains(
                                        Numbers.ratio(ratio.median())
                                                .replace("×", "")),
                                () -> assertThat(cell)
                                        .containsAnyOf("failed",
                                                "not measured", "no ratio"));
            }
        }
        page.locator(".matrix tbody a").nth(2).click();
        assertThat(page.url()).endsWith("#slow-handler");
    }

    @Test
    @DisplayName("it is light or dark as the system is, and as the switch says")
    void dark() throws Exception {
        open(Samples.everyShape(), 1280, ColorScheme.LIGHT);
        assertLight();
        page.locator("#theme").press("Enter");
        assertDark();
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertLight();
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN)
                .setColorScheme(ColorScheme.DARK));
        page.locator("#theme").click();
        assertLight();
        page.reload();
        assertDark();
    }

    private void assertLight() {
        assertThat(paper()).isEqualTo("rgb(255, 255, 255)");
        assertThat(ink()).isEqualTo("rgb(27, 32, 39)");
    }

    private void assertDark() {
        assertThat(paper()).isEqualTo("rgb(20, 24, 29)");
        assertThat(ink()).isEqualTo("rgb(237, 240, 243)");
    }

    @Test
    @DisplayName("on a phone nothing is wider than the screen but what scrolls")
    void narrow() throws Exception {
        open(Samples.everyShape(), 1280, ColorScheme.LIGHT);
        page.setViewportSize(360, 800);
        Locator chart = page.locator("[data-chart='echo-64-rate'] svg");
        page.waitForCondition(() -> chart.boundingBox().width <= 360);
        page.waitForCondition(() -> page
                .evaluate("document.documentElement.scrollWidth").equals(360));
        assertThat(
                page.locator("[data-chart='idle-bytes'] svg").boundingBox().width)
                .isLessThanOrEqualTo(360);
    }

    @Test
    @DisplayName("texts of the results are texts, whatever is in them")
    void hostile() throws Exception {
        open(Samples.hostile(), 1280, ColorScheme.LIGHT);
        assertThat(page.evaluate("window.hacked === undefined")).isEqualTo(true);
        assertThat(page.locator("img, b b, section i").count()).isZero();
        assertThat(page.locator("h2").allTextContents())
                .anyMatch(
                        title -> title.startsWith("<b>s</b></script><!--<script>"));
        assertThat(page.locator("[data-chart='s-m'] svg").textContent())
                .contains("<b></script><!--", "{glyph|one} {{round}}");
        page.locator("[data-chart='s-m'] svg [fill='" + Palette.colour(0) + "']")
                .last().hover();
        assertThat(page.evaluate("window.hacked === undefined")).isEqualTo(true);
        assertThat(complaints).isEmpty();
    }

    private void open(Results shown, int width, ColorScheme scheme)
            throws Exception {
        results = shown;
        Path file = folder.resolve("report.html");
        Files.writeString(file, new sevenservers.compare.report.Page(shown).html());
        context = chromium.browser().newContext(new NewContextOptions()
                .setViewportSize(width, 900).setColorScheme(scheme)
                .setOffline(true));
        page = context.newPage();
        page.onConsoleMessage(message -> complaints.add(message.text()));
        page.onPageError(complaints::add);
        page.onRequest(request -> requests.add(request.url()));
        page.navigate(file.toUri().toString());
    }

    /** Texts of a drawing that touch another one, or leave it. */
    private static List<?> crowded(Locator drawing) {
        return (List<?>) drawing.evaluate("""
                svg => {
                    const edge = svg.getBoundingClientRect();
                    const texts = [...svg.querySelectorAll('text')]
                        .filter(text => text.textContent.trim())
                        .map(text => ({words: text.textContent,
                            box: text.getBoundingClientRect()}));
                    // No letter fills the height of its line.
                    const air = box => box.height * 0.15;
                    const outside = ({box}) => box.left < edge.left - 1
                        || box.right > edge.right + 1
                        || box.top + air(box) < edge.top
                        || box.bottom - air(box) > edge.bottom;
                    const touch = (one, other) => one.box.left < other.box.right
                        && other.box.left < one.box.right
                        && one.box.top + air(one.box)
                            < other.box.bottom - air(other.box)
                        && other.box.top + air(other.box)
                            < one.box.bottom - air(one.box);
                    return texts.filter((text, i) => outside(text)
                        || texts.some((other, j) => j < i && touch(text, other)))
                        .map(text => text.words);
                }""");
    }

    private Locator chart(Chart chart) {
        return page.locator("[data-chart='" + chart.name() + "']");
    }

    /** The points of one of a chart's series. */
    private List<List<Double>> data(String chart, int series) {
        List<?> points = (List<?>) instance(chart,
                "getOption().series[" + series + "].data");
        return points.stream().map(point -> ((List<?>) point).stream()
                .map(number -> ((Number) number).doubleValue()).toList()).toList();
    }

    /** Where a value stands on a chart's axis, in pixels. */
    private double place(String chart, double value) {
        return ((Number) instance(chart,
                "convertToPixel({xAxisIndex: 0}, " + value + ")")).doubleValue();
    }

    private Object instance(String chart, String expression) {
        return page.evaluate("name => echarts.getInstanceByDom(document"
                + ".querySelector('[data-chart=\"' + name + '\"]'))." + expression,
                chart);
    }

    private String paper() {
        return (String) page.evaluate("getComputedStyle(document.body)"
                + ".backgroundColor");
    }

    /** Of a contender's name in a chart. */
    private String ink() {
        return (String) page.locator("[data-chart='echo-64-rate'] svg text",
                new Page.LocatorOptions().setHasText("02 one")).first()
                .evaluate("text => getComputedStyle(text).fill");
    }
}
