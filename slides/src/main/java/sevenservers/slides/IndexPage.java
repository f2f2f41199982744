package sevenservers.slides;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** The page that leads to all others. */
final class IndexPage {

    private IndexPage() {
    }

    /**
     * @param exists whether the site has a file; what it has not got, the page does
     *            not lead to
     */
    static String html(List<Deck> decks, Predicate<String> exists) {
        Function<String, String> ifThere = name -> exists.test(name) ? name : "";
        Map<String, Object> model = new HashMap<>();
        model.put("hours", decks.stream().map(Deck::minutes)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(60), 1, RoundingMode.HALF_UP)
                .stripTrailingZeros().toPlainString());
        model.put("comparison", ifThere.apply(Site.COMPARISON));
        model.put("decks", decks.stream().map(deck -> Map.of("name", deck.name(),
                "number", deck.number(), "title", deck.title(), "summary",
                deck.summary(), "minutes", deck.minutes().toPlainString(), "pages",
                deck.slides().size(), "exercises", deck.exercises(), "pdf",
                ifThere.apply(deck.name() + ".pdf"))).toList());
        return Template.filled("index.html", model);
    }
}
