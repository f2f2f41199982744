package sevenservers.slides;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.asciidoctor.ast.Block;
import org.asciidoctor.ast.Document;
import org.asciidoctor.ast.Section;
import org.asciidoctor.ast.StructuralNode;
import sevenservers.slides.Exercises.Exercise;

/** What teachers should know, with plans for their days. */
final class Guide {

    private final Map<String, Deck> decks;
    private final Map<String, Integer> exercises;

    Guide(List<Deck> decks, Exercises exercises) {
        this.decks = decks.stream()
                .collect(Collectors.toMap(Deck::number, Function.identity()));
        this.exercises = exercises.all().stream()
                .collect(Collectors.toMap(Exercise::name, Exercise::minutes));
    }

    /** @throws Wrong if a plan of the guide does not add up */
    String html(Document document) {
        var text = new StringBuilder();
        for (StructuralNode block : document.getBlocks()) {
            if (block instanceof Section section) {
                text.append("<h2 id=\"%s\">%s</h2>%n".formatted(section.getId(),
                        section.getTitle()));
                section.getBlocks()
                        .forEach(inner -> text.append(html(inner)).append('\n'));
            } else {
                text.append(html(block));
            }
        }
        return Template.filled("document.html",
                Map.of("title", document.getDoctitle(), "text", text));
    }

    private String html(StructuralNode block) {
        return block.hasRole("plan")
                ? Plan.html(((Block) block).getLines(), decks, exercises)
                : block.convert().toString();
    }
}
