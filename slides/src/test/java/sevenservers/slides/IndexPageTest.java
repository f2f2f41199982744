package sevenservers.slides;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class IndexPageTest {

    private static final Deck DECK = new Deck("09-deck", "09", "A deck", "Of that.",
            List.of(new Slide(Slide.Kind.TITLE, 1, "title", "A deck",
                    new BigDecimal("1.5"), "", "")),
            "<dl></dl>");

    @Test
    @DisplayName("it leads to the comparison and the PDFs that there are")
    void everything() {
        assertThat(IndexPage.html(List.of(DECK, DECK), _ -> true)).contains(
                "href=\"comparison.html\"", "href=\"09-deck.pdf\"",
                "1.5 minutes, 1 slides", "0.1 hours of slides")
                .doesNotContain("compare --quick");
    }

    @Test
    @DisplayName("else it says how to make a comparison, and nothing of PDFs")
    void nothing() {
        assertThat(IndexPage.html(List.of(DECK), _ -> false))
                .contains("compare --quick", "href=\"09-deck.html\"")
                .doesNotContain("comparison.html", "PDF");
    }
}
