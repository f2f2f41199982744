package sevenservers.slides;

import java.nio.file.Path;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;

/** A deck on paper: each slide, and after it its notes. */
final class Pdf {

    private Pdf() {
    }

    /** Prints a deck's page to a file beside it that has its name. */
    static void print(Chromium chromium, Path page) {
        Path pdf = page.resolveSibling(
                page.getFileName().toString().replace(".html", ".pdf"));
        try (var context = chromium.browser()
                .newContext(new NewContextOptions().setOffline(true))) {
            Page printed = context.newPage();
            printed.navigate(page.toUri() + "?print-pdf&showNotes=separate-page");
            printed.waitForFunction("Reveal.isReady()"
                    + " && document.querySelector('.pdf-page')");
            printed.evaluate("document.fonts.ready");
            printed.pdf(new Page.PdfOptions().setPath(pdf).setPrintBackground(true)
                    .setPreferCSSPageSize(true).setTagged(true).setOutline(true));
        }
    }
}
