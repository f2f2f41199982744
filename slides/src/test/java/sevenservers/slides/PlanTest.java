package sevenservers.slides;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {

    private static final Deck DECK = new Deck("02-deck", "02", "A deck", "Of that.",
            List.of(new Slide(Slide.Kind.TITLE, 1, "title", "A deck",
                    new BigDecimal("40.5"), "", "")),
            "<dl></dl>");

    @Test
    @DisplayName("decks and exercises have their own minutes, the rest is left")
    void addsUp() {
        assertThat(plan("09:00 to 11:00", "deck 02", "15 a <pause>",
                "exercises relay, rooms")).contains(
                        "<td>09:00</td><td><a href=\"02-deck.html\">02 A deck</a>"
                                + "</td><td>40.5</td>",
                        "<td>09:40</td><td>a &lt;pause&gt;</td><td>15</td>",
                        "<td>09:55</td><td>exercises: <code>relay</code>, "
                                + "<code>rooms</code></td><td>30</td>",
                        "<td>10:25</td><td>questions</td><td>34.5</td>",
                        "<td>11:00</td><td>the end</td><td>120</td>");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            09:00 to 09:50; deck 02 | 9 minutes are left for questions
            09:00 to 09:40; deck 02 | 0 minutes are left for questions
            09:00 to 11:00; deck 03 | there is no 03 among [02]
            09:00 to 11:00; exercises rope | there is no rope among
            09:00 to 11:00; a pause | expected a deck, exercises or minutes
            nine to ten; deck 02 | expected 09:00 to 12:30, not nine to ten
            09:00 to 25:00; deck 02 | there is no such time as 25:00
            """)
    @DisplayName("what does not add up is refused")
    void refused(String lines, String message) {
        assertThatThrownBy(() -> plan(lines.split("; "))).isInstanceOf(Wrong.class)
                .hasMessageContaining(message);
    }

    private static String plan(String... lines) {
        return Plan.html(List.of(lines), Map.of("02", DECK),
                Map.of("relay", 10, "rooms", 20));
    }
}
