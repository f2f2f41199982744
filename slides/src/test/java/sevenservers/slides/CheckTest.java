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
@Timeout(120)
class CheckTest {

    private static final int TITLE = 0;
    private static final int DRAWING = 1;
    private static final int CODE = 3;
    private static final int QUESTION = 5;

    private static Decks decks;
    private static Page deck;

    @BeforeAll
    static void launch() {
        decks = new Decks();
        deck = decks.deck("02-select");
    }

    @AfterAll
    static void close() {
        if (decks != null) {
            decks.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            leaves its box | one('.content').append('a word '.repeat(900))
            a title of several | one('h2').append(' and more'.repeat(9))
            code is cut off | one('code').style = 'overflow: hidden; width: 90px'
            no minutes | section.dataset.minutes = ''
            no notes | one('.notes').textContent = ' '
            too small | one('figcaption').style.fontSize = '12px'
            too little contrast | one('figcaption').style.color = '#bbb'
            nothing is said instead | one('.content').append(new Image())
            """)
    @DisplayName("a slide of code")
    void code(String complaint, String spoil) {
        assertSpoils(CODE, spoil, complaint);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            nothing is said instead | one('svg').removeAttribute('aria-label')
            texts touch | one('text.small').setAttribute('x', 30)
            too small | one('text').style.fontSize = '10px'
            too little contrast | one('text').style.fill = '#ccc'
            leaves its box | one('rect').setAttribute('y', 600)
            """)
    @DisplayName("a drawing")
    void drawing(String complaint, String spoil) {
        assertSpoils(DRAWING, spoil, complaint);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a title of several | one('h2').append(' and more'.repeat(9))
            too small | one('footer').style.fontSize = '12px'
            """)
    @DisplayName("a question")
    void question(String complaint, String spoil) {
        assertSpoils(QUESTION, spoil, complaint);
    }

    @Test
    @DisplayName("the title of a question may have two lines")
    void twoLines() {
        Decks.show(deck, QUESTION);
        assertThat(deck.evaluate("""
                window.title = Reveal.getCurrentSlide().querySelector('h2');
                title.append(' and more'.repeat(4));
                title.getClientRects()[0].height > 100""")).isEqualTo(true);
        assertThat(Decks.check(deck)).isEmpty();
        deck.evaluate("title.lastChild.remove()");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            leaves its box | one('h1').append(' and more'.repeat(60))
            leaves its box | one('.summary').append(' and more'.repeat(200))
            too little contrast | one('.facts').style.color = '#345'
            """)
    @DisplayName("a title")
    void title(String complaint, String spoil) {
        assertSpoils(TITLE, spoil, complaint);
    }

    private static void assertSpoils(int slide, String spoil, String complaint) {
        Decks.show(deck, slide);
        assertThat(Decks.check(deck)).isEmpty();
        deck.evaluate("""
                const section = Reveal.getCurrentSlide();
                const one = selector => section.querySelector(selector);
                window.section = section;
                window.whole = section.cloneNode(true);
                """ + spoil);
        assertThat(Decks.check(deck))
                .anyMatch(wrong -> wrong.startsWith(complaint));
        deck.evaluate("section.replaceWith(whole); Reveal.sync()");
    }

    @Test
    @DisplayName("a request that leaves the site is noticed, and one that fails")
    void requests() {
        deck.evaluate("new Image().src = 'missing.png';"
                + "new Image().src = 'https://localhost/'");
        deck.waitForCondition(() -> decks.complaints().stream()
                .filter(one -> one.startsWith("failed")).count() == 2);
        assertThat(decks.complaints()).anyMatch(one -> one.startsWith("outside"));
    }
}
