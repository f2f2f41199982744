package sevenservers.compare.report;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;

/** The browser that is installed here. */
final class Chromium implements AutoCloseable {

    private static final Optional<Path> PROGRAM =
            Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of("/usr/bin", name))
                    .filter(Files::isExecutable).findFirst();

    private final Playwright playwright = Playwright
            .create(new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Browser browser;

    /** Aborts the test if there is none. */
    Chromium() {
        browser = playwright.chromium().launch(new LaunchOptions()
                .setExecutablePath(program())
                .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic",
                        "--no-first-run", "--disable-background-networking",
                        "--disable-component-update", "--disable-sync")));
    }

    static Path program() {
        return PROGRAM.orElseGet(() -> abort("Chromium is not installed here"));
    }

    Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
