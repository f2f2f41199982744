package sevenservers.compare.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import sevenservers.compare.results.Results;

/** The files of a report, but what the page does: that a browser sees. */
class ReportTest {

    private static final Results RESULTS = Samples.everyShape();

    /** A file that no report has made. */
    private static final String OTHER = "drawn-by-hand.svg";

    @TempDir
    static Path folder;

    @BeforeAll
    static void write() throws Exception {
        Path drawings = Files.createDirectories(folder.resolve("charts"));
        Files.writeString(drawings.resolve("earlier-rate-light.svg"), "");
        Files.writeString(drawings.resolve("earlier-rate-dark.svg"), "");
        Files.writeString(drawings.resolve(OTHER), "");
        Report.write(RESULTS, folder);
    }

    @Test
    @DisplayName("results.json holds the results")
    void json() throws Exception {
        assertThat(Results.read(folder.resolve("results.json"))).isEqualTo(RESULTS);
    }

    @Test
    @DisplayName("there is a light and a dark drawing of every chart, none of "
            + "earlier ones, and what is not ours is still there")
    void drawings() throws Exception {
        List<String> expected = new ArrayList<>(List.of(OTHER));
        for (Chart chart : Charts.of(RESULTS)) {
            expected.add(chart.name() + "-light.svg");
            expected.add(chart.name() + "-dark.svg");
        }
        try (Stream<Path> files = Files.list(folder.resolve("charts"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains("echo-64-rate-light.svg", "growth-curve-dark.svg",
                            "slow-handler-percentiles-dark.svg")
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("results.json", "results.csv",
                            "report.html", "charts");
        }
    }

    @Test
    @DisplayName("a drawing says who has which number, and who has failed")
    void words() throws Exception {
        for (Chart chart : Charts.of(RESULTS)) {
            Document drawing = parse(read(chart, "light"));
            List<String> words = texts(drawing);
            assertThat(words).contains(chart.words().title(),
                    chart.words().caption(), chart.words().direction());
            assertThat(String.join(" ", words)).contains(chart.words().lesson());
            String description = drawing.getElementsByTagName("desc").item(0)
                    .getTextContent();
            for (Chart.Row row : chart.rows()) {
                assertThat(description).contains(row.name() + ": " + row.text());
                if (chart.kind() != Chart.Kind.CURVE) {
                    assertThat(words)
                            .anyMatch(text -> text.startsWith(begin(row.name())))
                            .anyMatch(text -> text.startsWith(begin(row.label())));
                } else if (!row.points().isEmpty()) {
                    assertThat(words)
                            .anyMatch(text -> text.contains(begin(row.name())));
                }
            }
            assertThat(String.join(" ", words)).contains(chart.words().axis(),
                    chart.words().footnote());
        }
    }

    @Test
    @DisplayName("a drawing has each contender's colour, and its theme's others")
    void colours() throws Exception {
        for (Chart chart : Charts.of(RESULTS)) {
            String light = read(chart, "light");
            String dark = read(chart, "dark");
            assertThat(light).doesNotContain("var(").contains("#1b2027")
                    .doesNotContain("#edf0f3");
            assertThat(dark).doesNotContain("var(").contains("#edf0f3")
                    .doesNotContain("#1b2027");
            for (Chart.Row row : chart.rows()) {
                if (!row.points().isEmpty()) {
                    assertThat(light).as("%s: %s", chart.name(), row.name())
                            .contains(row.colour());
                }
            }
        }
    }

    @Test
    @DisplayName("no text of the results becomes markup in a drawing or the page")
    void hostile(@TempDir Path other) throws Exception {
        Report.write(Samples.hostile(), other);
        try (Stream<Path> files = Files.list(other.resolve("charts"))) {
            for (Path file : files.toList()) {
                Document drawing = parse(Files.readString(file));
                for (String element : List.of("script", "b", "i", "img")) {
                    assertThat(drawing.getElementsByTagName(element).getLength())
                            .as("%s in %s", element, file).isZero();
                }
            }
        }
        String page = Files.readString(other.resolve("report.html"));
        int data = page.indexOf("<script type=");
        int scripts = page.indexOf("</script>", data);
        assertThat(page.substring(0, data)).doesNotContain("<script", "<!--",
                "<img", "<b>s", "\u001b", "\u202e");
        assertThat(page.substring(data + 1, scripts)).doesNotContain("<")
                .contains("hacked=1");
    }

    private static String read(Chart chart, String theme) throws Exception {
        return Files.readString(folder.resolve("charts")
                .resolve(chart.name() + "-" + theme + ".svg"));
    }

    /** Fails if it is not well-formed. */
    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)));
    }

    /** What is not cut off, however little room there is. */
    private static String begin(String text) {
        return text.substring(0, Math.min(20, text.length()));
    }

    private static List<String> texts(Document drawing) {
        NodeList elements = drawing.getElementsByTagName("text");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < elements.getLength(); i++) {
            texts.add(elements.item(i).getTextContent());
        }
        return texts;
    }
}
