package sevenservers.slides;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A deck as a page of reveal.js. */
final class DeckPage {

    private DeckPage() {
    }

    static String html(Deck deck) {
        List<Map<String, Object>> slides =
                deck.slides().stream().map(slide -> model(deck, slide)).toList();
        return Template.filled("deck.html", Map.of("number", deck.number(), "title",
                deck.title(), "slides", slides));
    }

    private static Map<String, Object> model(Deck deck, Slide slide) {
        Map<String, Object> model = new HashMap<>();
        model.put("id", slide.id());
        model.put("seconds", slide.seconds());
        model.put("minutes", slide.minutes().toPlainString());
        model.put("kind", slide.kind().role());
        model.put("label", slide.kind().label());
        model.put("isTitle", slide.kind() == Slide.Kind.TITLE);
        model.put("title", slide.title());
        model.put("summary", deck.summary());
        model.put("content", slide.content());
        model.put("notes", slide.notes());
        model.put("number", slide.number());
        model.put("deckNumber", deck.number());
        model.put("deckTitle", deck.title());
        model.put("deckMinutes", deck.minutes().toPlainString());
        model.put("pages", deck.slides().size());
        return model;
    }
}
