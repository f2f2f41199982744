package sevenservers.slides;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.asciidoctor.ast.Document;
import org.asciidoctor.ast.Section;
import org.asciidoctor.ast.StructuralNode;

/**
 * The same questions answered by every style's own code, in columns. A section of
 * its document is a question, a section of that is a style's answer, called by the
 * style's number and name.
 */
final class SideBySide {

    private final Map<String, String> styles = new TreeMap<>();
    private final List<Map<String, Object>> questions = new ArrayList<>();

    private SideBySide() {
    }

    /** @throws Wrong if a question is not answered by every style */
    static String html(Document document) {
        var page = new SideBySide();
        for (Section question : sections(document)) {
            page.add(question);
        }
        for (Map<String, Object> question : page.questions) {
            if (((List<?>) question.get("answers")).size() != page.styles.size()) {
                throw new Wrong("“%s” is not answered by every style of %s"
                        .formatted(question.get("title"), page.styles.keySet()));
            }
        }
        return Template.filled("side-by-side.html", Map.of("title",
                document.getDoctitle(), "summary", document.getAttribute("summary"),
                "styles", page.styles.entrySet(), "questions", page.questions));
    }

    private void add(Section question) {
        List<Map<String, Object>> answers = new ArrayList<>();
        for (Section answer : sections(question)) {
            String number = answer.getTitle().substring(0, 2);
            String name = answer.getTitle().substring(3);
            styles.put(number, name);
            answers.add(Map.of("number", number, "name", name, "text",
                    content(answer)));
        }
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("id", question.getId());
        model.put("title", question.getTitle());
        model.put("text", content(question));
        model.put("answers", answers);
        questions.add(model);
    }

    private static List<Section> sections(StructuralNode node) {
        return node.getBlocks().stream().filter(Section.class::isInstance)
                .map(Section.class::cast).toList();
    }

    private static String content(StructuralNode node) {
        return String.join("\n", node.getBlocks().stream()
                .filter(block -> !(block instanceof Section))
                .map(StructuralNode::convert).map(Object::toString).toList());
    }
}
