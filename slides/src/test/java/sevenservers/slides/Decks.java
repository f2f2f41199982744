package sevenservers.slides;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;

/** The site as it was built, in a browser that is cut off from every network. */
final class Decks implements AutoCloseable {

    static final Path SITE = Path.of("target", "site").toAbsolutePath();

    private static final String CHECK = read("check.js");

    private final Chromium chromium = new Chromium(
            Chromium.program().orElseGet(() -> abort("Chromium is not installed")));
    private final List<String> complaints = new ArrayList<>();
    private BrowserContext context;

    /** Names of the pages, without an ending. */
    static List<String> names() throws IOException {
        try (var files = Files.list(Path.of("src", "main", "decks"))) {
            return files.map(file -> file.getFileName().toString())
                    .map(name -> name.replace(".adoc", "")).sorted().toList();
        }
    }

    /** Opens a page of the site in a new context, which forgets the one before. */
    Page open(String address, int width, int height) {
        forget();
        context = chromium.browser().newContext(new NewContextOptions()
                .setViewportSize(width, height).setOffline(true));
        Page page = context.newPage();
        page.onConsoleMessage(message -> complaints.add(message.text()));
        page.onPageError(complaints::add);
        page.onRequestFailed(request -> complaints.add("failed " + request.url()));
        page.onRequest(request -> {
            if (!request.url().startsWith(SITE.toUri().toString())
                    && !request.url().startsWith("data:")) {
                complaints.add("outside " + request.url());
            }
        });
        page.navigate(SITE.toUri() + address);
        page.evaluate("document.fonts.ready");
        return page;
    }

    Page deck(String name) {
        Page page = open(name + ".html", 1280, 720);
        page.waitForFunction("Reveal.isReady()");
        return page;
    }

    /** Shows a slide, from 0, with all that comes on it step by step. */
    static void show(Page deck, int slide) {
        deck.evaluate("""
                slide => {
                    Reveal.slide(slide);
                    for (const step of Reveal.getCurrentSlide()
                        .querySelectorAll('.fragment:not(code)')) {
                        step.classList.add('visible');
                    }
                }""", slide);
    }

    /** What is wrong with the slide that is shown. */
    static List<String> check(Page deck) {
        return ((List<?>) deck.evaluate(CHECK)).stream().map(String.class::cast)
                .toList();
    }

    /** What the browser has complained of since the page was opened. */
    List<String> complaints() {
        return complaints;
    }

    private void forget() {
        complaints.clear();
        if (context != null) {
            context.close();
        }
    }

    private static String read(String name) {
        try (var text = Decks.class.getResourceAsStream(name)) {
            return new String(text.readAllBytes(),
                    java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        forget();
        chromium.close();
    }
}
