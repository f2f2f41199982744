package sevenservers.slides;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Logger;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Attributes;
import org.asciidoctor.Options;
import org.asciidoctor.SafeMode;
import org.asciidoctor.ast.Document;
import org.asciidoctor.ast.Section;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;

/** Reads what an author has written, and is strict about it. */
final class Author implements AutoCloseable {

    /** The deck that opens the course: no module, and so no exercises, yet. */
    private static final String OPENING = "00";

    private static final int FEWEST_SLIDES = 12;
    private static final int MOST_SLIDES = 25;
    private static final int MOST_WORDS = 80;
    private static final List<String> PROMPTS =
            List.of("Ask:", "Say:", "Show:", "Demo:", "Expect:");

    /** Where complaints would be printed, too, without their file. */
    private static final Logger LOG = Logger.getLogger("asciidoctor");

    private final Asciidoctor asciidoctor = Asciidoctor.Factory.create();
    private final List<String> complaints = new ArrayList<>();
    private final Commands commands;

    /** @param root the project's folder */
    Author(Path root, Path diagrams) throws IOException {
        commands = new Commands(root);
        asciidoctor.javaExtensionRegistry().blockMacro(new CodeMacro(root))
                .blockMacro(new DiagramMacro(diagrams))
                .blockMacro(new PromisesMacro(root))
                .blockMacro(new ExercisesMacro(root))
                .blockMacro(new ComparisonMacro(root));
        asciidoctor.registerLogHandler(this::complain);
        LOG.setUseParentHandlers(false);
    }

    private void complain(LogRecord complaint) {
        if (complaint.getSeverity().compareTo(Severity.WARN) >= 0) {
            complaints.add(complaint.getMessage());
        }
    }

    /**
     * A deck from its file.
     *
     * @throws Wrong if something is missing in it; the message says where
     */
    Deck deck(Path file) {
        return read(file, document -> deck(
                file.getFileName().toString().replace(".adoc", ""), document));
    }

    /**
     * What a reader makes of a document.
     *
     * @throws Wrong if something is wrong in it; the message says where
     */
    <T> T read(Path file, Function<Document, T> reader) {
        complaints.clear();
        return Wrong.at(file.getFileName().toString(), () -> {
            T result = reader.apply(load(file));
            if (!complaints.isEmpty()) {
                throw new Wrong(String.join("; ", complaints));
            }
            return result;
        });
    }

    private Deck deck(String name, Document document) {
        List<Slide> slides = new ArrayList<>();
        slides.add(Wrong.at("title", () -> title(document)));
        String exercises = "";
        for (StructuralNode block : document.getBlocks()) {
            if (block instanceof Section section) {
                Slide slide = Wrong.at("“" + section.getTitle() + "”",
                        () -> slide(section, slides.size() + 1));
                slides.add(slide);
                exercises = slide.kind() == Slide.Kind.EXERCISES
                        ? converted(section.findBy(Map.of("context", ":pass")))
                        : "";
            }
        }
        String number = required(document, "deck");
        if (exercises.isEmpty() && !number.equals(OPENING)) {
            throw new Wrong("the last slide has no exercises::MODULE[]");
        }
        if (slides.size() < FEWEST_SLIDES || slides.size() > MOST_SLIDES) {
            throw new Wrong("%d slides, but %d to %d are wanted"
                    .formatted(slides.size(), FEWEST_SLIDES, MOST_SLIDES));
        }
        return new Deck(name, number, document.getDoctitle(),
                required(document, "summary"), slides, exercises);
    }

    private Document load(Path file) {
        try {
            return asciidoctor.load(Files.readString(file),
                    Options.builder().backend("html5").safe(SafeMode.SAFE)
                            .attributes(Attributes.builder()
                                    .attribute("attribute-missing", "warn")
                                    .attribute("idprefix", "")
                                    .attribute("idseparator", "-")
                                    .attribute("example-caption", null)
                                    .attribute("table-caption", null).build())
                            .build());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Slide title(Document document) {
        List<StructuralNode> notes = new ArrayList<>();
        for (StructuralNode block : document.getBlocks()) {
            if (!(block instanceof Section)) {
                notes.addAll(block.getBlocks());
            }
        }
        return new Slide(Slide.Kind.TITLE, 1, "title", document.getDoctitle(),
                minutes(document), "", notes(notes));
    }

    private Slide slide(Section section, int number) {
        commands.check(section);
        List<StructuralNode> content = section.getBlocks().stream()
                .filter(block -> !block.hasRole("notes")).toList();
        return new Slide(Slide.Kind.of(section.getRoles()), number, section.getId(),
                section.getTitle(), minutes(section), brief(converted(content)),
                notes(section.getBlocks()));
    }

    private static String brief(String content) {
        String text = content.replaceAll("(?s)<(figure|pre).*?</\\1>", "")
                .replaceAll("(?s)<table class=\"promises\".*?</table>", "")
                .replaceAll("<[^>]*>", " ").strip();
        int words = text.isEmpty() ? 0 : text.split("\\s+", -1).length;
        if (words > MOST_WORDS) {
            throw new Wrong("%d words are more than %d; make two slides of it"
                    .formatted(words, MOST_WORDS));
        }
        return content;
    }

    private static BigDecimal minutes(StructuralNode node) {
        String text = String.valueOf(node.getAttribute("minutes"));
        if (!text.matches("\\d+(\\.5)?")) {
            throw new Wrong("has no minutes, such as 1.5");
        }
        return new BigDecimal(text);
    }

    private static String notes(List<StructuralNode> blocks) {
        String notes = converted(
                blocks.stream().filter(block -> block.hasRole("notes")).toList());
        if (PROMPTS.stream().noneMatch(notes::contains)) {
            throw new Wrong("has no notes with one of " + PROMPTS);
        }
        return notes;
    }

    private static String converted(List<StructuralNode> blocks) {
        return String.join("\n", blocks.stream().map(StructuralNode::convert)
                .map(Object::toString).toList());
    }

    private static String required(Document document, String name) {
        Object value = document.getAttribute(name);
        if (value == null) {
            throw new Wrong("has no :" + name + ":");
        }
        return value.toString();
    }

    @Override
    public void close() {
        asciidoctor.close();
    }
}
