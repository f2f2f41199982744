package sevenservers.slides;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page that was built, looked at in a browser. */
@Timeout(120)
class SiteTest {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Pattern LINK =
            Pattern.compile("(?:href|src)=\"([^\"]*)\"");

    private static Decks decks;

    @BeforeAll
    static void launch() throws IOException {
        decks = new Decks();
        Files.createDirectories(SCREENSHOTS);
    }

    @AfterAll
    static void close() {
        if (decks != null) {
            decks.close();
        }
    }

    static List<String> names() throws IOException {
        return Decks.names();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    @DisplayName("every slide is in its box, legible, with notes and minutes")
    void slides(String name) {
        Page deck = decks.deck(name);
        List<String> wrong = new ArrayList<>();
        BigDecimal minutes = BigDecimal.ZERO;
        Locator slides = deck.locator(".slides > section");
        for (int i = 0; i < slides.count(); i++) {
            Decks.show(deck, i);
            for (String complaint : Decks.check(deck)) {
                wrong.add("slide " + (i + 1) + ", " + complaint);
            }
            minutes = minutes
                    .add(new BigDecimal(
                            slides.nth(i).getAttribute("data-minutes")));
            deck.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS
                    .resolve("%s-%02d.png".formatted(name, i + 1))));
        }
        assertThat(wrong).isEmpty();
        assertThat(decks.complaints()).isEmpty();
        assertThat(deck.locator(".title .facts").textContent())
                .contains(
                        minutes.stripTrailingZeros().toPlainString() + " minutes");
        assertThat(deck.evaluate("[...document.fonts].map(font => font.status)"))
                .isEqualTo(List.of("loaded", "loaded"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    @DisplayName("on paper each slide is followed by its notes")
    void paper(String name) throws IOException {
        String pdf = Files.readString(Decks.SITE.resolve(name + ".pdf"),
                StandardCharsets.ISO_8859_1);
        String html = Files.readString(Decks.SITE.resolve(name + ".html"));
        long slides = html.lines().filter(line -> line.startsWith("<section "))
                .count();
        assertThat(Pattern.compile("/Type /Page\\b").matcher(pdf).results().count())
                .isEqualTo(2 * slides);
    }

    @Test
    @DisplayName("the steps of code light its lines one after the other")
    void steps() {
        Page deck = decks.deck("02-select");
        deck.evaluate("Reveal.slide(3)");
        Locator lit = deck.locator(".present code.visible.current-fragment "
                + "tr.highlight-line, .present code:not(.fragment) tr");
        assertThat(lit.count()).isGreaterThan(10);
        deck.keyboard().press("ArrowRight");
        Locator first = deck.locator(".present code.current-fragment "
                + "tr.highlight-line");
        assertThat(first.allTextContents().stream().map(String::strip))
                .containsExactly("selector.select();");
    }

    @Test
    @DisplayName("the speaker sees the notes in a window of their own")
    void speaker() {
        Page deck = decks.deck("02-select");
        deck.evaluate("Reveal.slide(1)");
        Page view = deck.waitForPopup(() -> deck.keyboard().press("s"));
        view.locator(".speaker-controls-notes .value")
                .getByText("flags on the buckets").waitFor();
        assertThat(decks.complaints()).isEmpty();
    }

    @Test
    @DisplayName("every link leads to something")
    void links() throws IOException {
        List<String> dead = new ArrayList<>();
        List<Path> pages;
        try (var files = Files.list(Decks.SITE)) {
            pages = files.filter(file -> file.toString().endsWith(".html")
                    && !file.endsWith(Site.COMPARISON)).toList();
        }
        assertThat(pages).hasSizeGreaterThan(3);
        for (Path page : pages) {
            Matcher links = LINK.matcher(Files.readString(page));
            while (links.find()) {
                if (!resolves(page, links.group(1))) {
                    dead.add(page.getFileName() + " to " + links.group(1));
                }
            }
        }
        assertThat(dead).isEmpty();
    }

    private static boolean resolves(Path page, String link) throws IOException {
        if (link.startsWith("data:")) {
            return true;
        }
        String[] parts = link.split("#", 2);
        Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
        return Files.exists(file) && (parts.length == 1
                || Files.readString(file).contains("id=\"" + parts[1] + "\""));
    }

    @Test
    @DisplayName("the first page leads to every deck, and says how long it is")
    void index() throws IOException {
        Page index = decks.open("index.html", 1280, 900);
        assertThat(index.locator(".decks h3 a").all())
                .extracting(link -> link.getAttribute("href"))
                .containsExactlyElementsOf(
                        names().stream().map(name -> name + ".html").toList());
        assertThat(index.locator(".decks .facts").allTextContents())
                .allMatch(facts -> facts.matches(
                        "[\\d.]+ minutes, \\d+ slides, PDF with notes"));
        assertThat(index.locator(".exercises-of code").allTextContents())
                .containsExactlyElementsOf(Exercises.of(Path.of("..")).all()
                        .stream().map(Exercises.Exercise::name).toList());
        index.screenshot(new Page.ScreenshotOptions().setFullPage(true)
                .setPath(SCREENSHOTS.resolve("index.png")));
    }

    @Test
    @DisplayName("side by side, the address keeps which styles are shown")
    void picker() {
        Page page = decks.open("side-by-side.html?show=02,07", 1600, 1000);
        assertThat(shown(page)).containsExactly("02", "07");
        page.locator(".picker label").nth(4).click();
        assertThat(shown(page)).containsExactly("02", "05", "07");
        assertThat(page.url()).endsWith("?show=02,05,07");
        page.locator(".picker input").nth(1).press("Space");
        assertThat(shown(page)).containsExactly("05", "07");
        page.reload();
        assertThat(shown(page)).containsExactly("05", "07");
        assertThat(page.locator(".picker input:checked").count()).isEqualTo(2);
        assertThat(page.locator("article:visible pre code:not(:has(.hljs-keyword))")
                .count()).isZero();
        assertThat(decks.complaints()).isEmpty();
    }

    @Test
    @DisplayName("three styles side by side fit on a common screen")
    void threeStyles() {
        Page page = decks.open("side-by-side.html", 1600, 1000);
        for (String styles : List.of("01,02,03", "04,05,06", "02,07,08")) {
            assertThat((List<?>) page.evaluate("""
                    styles => {
                        for (const box of boxes) {
                            box.checked = styles.includes(box.value);
                        }
                        show();
                        return [...document
                            .querySelectorAll('article:not([hidden]) pre code')]
                            .filter(code => code.scrollWidth > code.clientWidth)
                            .map(code => code.textContent);
                    }""", styles)).isEmpty();
            assertThat(shown(page)).containsExactly(styles.split(","));
        }
    }

    private static List<String> shown(Page page) {
        return page.locator("#accept article:visible").all().stream()
                .map(answer -> answer.getAttribute("data-style")).toList();
    }

    @ParameterizedTest(name = "{0} on a screen of {1} pixels")
    @CsvSource({"side-by-side, 360", "index, 360", "protocol, 360", "teaching, 360",
        "side-by-side, 1600"})
    @DisplayName("nothing is wider than the screen but what scrolls")
    void narrow(String name, int width) {
        Page page = decks.open(name + ".html", width, 800);
        assertThat(decks.complaints()).isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth"))
                .isEqualTo(width);
        page.screenshot(new Page.ScreenshotOptions().setPath(
                SCREENSHOTS.resolve(name + "-" + width + ".png")));
    }
}
