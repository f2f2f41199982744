package sevenservers.slides;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A slide that is spoilt does not pass. */
@Timeout(60)
class CheckTest {

    private static final int CODE = 3;
    private static final int DRAWING = 1;

    private static Decks decks;

    @BeforeAll
    static void launch() {
        decks = new Decks();
    }

    @AfterAll
    static void close() {
        if (decks != null) {
            decks.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            leaves its box          | slide.querySelector('.content').innerHTML += '<p style="font-size: 60px">' + 'a word '.repeat(90)
            a title of several      | slide.querySelector('h2').textContent += ' and more'.repeat(9)
            code is cut off         | slide.querySelector('code').style.overflow = 'hidden'; slide.querySelector('code').append('x'.repeat(120))
            no minutes              | Reveal.getCurrentSlide().dataset.minutes = ''
            no notes                | Reveal.getCurrentSlide().querySelector('.notes').textContent = ' '
            too small               | slide.querySelector('figcaption').style.fontSize = '12px'
            too little contrast     | slide.querySelector('figcaption').style.color = '#bbb'
            nothing is said instead | slide.querySelector('.content').innerHTML += '<img src="data:,">'
            """)
    @DisplayName("a slide of code")
    void code(String complaint, String spoil) {
        assertSpoils(CODE, spoil, complaint);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            texts touch             | slide.querySelectorAll('text')[1].setAttribute('x', 30)
            too small               | slide.querySelector('text').style.fontSize = '10px'
            too little contrast     | slide.querySelector('text').style.fill = '#ccc'
            leaves its box          | slide.querySelector('rect').setAttribute('y', 600)
            """)
    @DisplayName("a drawing")
    void drawing(String complaint, String spoil) {
        assertSpoils(DRAWING, spoil, complaint);
    }

    private static void assertSpoils(int slide, String spoil, String complaint) {
        Page deck = decks.deck("02-select");
        Decks.show(deck, slide);
        assertThat(Decks.check(deck)).isEmpty();
        deck.evaluate("{ const slide = Reveal.getCurrentSlide()"
                + ".querySelector('.slide'); " + spoil + " }");
        assertThat(Decks.check(deck))
                .anyMatch(wrong -> wrong.startsWith(complaint));
    }

    @Test
    @DisplayName("a request that leaves the site is noticed, and one that fails")
    void requests() {
        Page deck = decks.deck("02-select");
        deck.evaluate("new Image().src = 'missing.png';"
                + "new Image().src = 'https://localhost/'");
        deck.waitForCondition(() -> decks.complaints().stream()
                .filter(one -> one.startsWith("failed")).count() == 2);
        assertThat(decks.complaints()).anyMatch(one -> one.startsWith("outside"));
    }
}
