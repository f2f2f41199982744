package sevenservers.slides;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    private static final List<String> PROMPTS =
            List.of("Ask:", "Say:", "Show:", "Demo:", "Expect:");

    private final Asciidoctor asciidoctor = Asciidoctor.Factory.create();
    private final List<String> complaints = new ArrayList<>();
    private final Commands commands;

    Author(Path root, Path diagrams) throws IOException {
        commands = new Commands(root);
        asciidoctor.javaExtensionRegistry().blockMacro(new CodeMacro(root))
                .blockMacro(new DiagramMacro(diagrams))
                .blockMacro(new PromisesMacro(root));
        asciidoctor.registerLogHandler(this::complain);
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
    Deck deck(Path file) throws IOException {
        String fileName = file.getFileName().toString();
        Document document = load(file);
        String number = required(document, "deck", fileName);
        List<Slide> slides = new ArrayList<>();
        slides.add(title(document, fileName));
        for (StructuralNode block : document.getBlocks()) {
            if (block instanceof Section section) {
                slides.add(Wrong.at(fileName + ", “" + section.getTitle() + "”",
                        () -> slide(section, slides.size() + 1)));
            }
        }
        if (!complaints.isEmpty()) {
            throw new Wrong(fileName + ": " + String.join("; ", complaints));
        }
        return new Deck(fileName.replace(".adoc", ""), number,
                document.getDoctitle(), required(document, "summary", fileName),
                slides);
    }

    /** A page that is no deck, section by section. */
    Document load(Path file) throws IOException {
        complaints.clear();
        String name = file.getFileName().toString();
        return Wrong.at(name, () -> {
            try {
                return asciidoctor.load(Files.readString(file), Options.builder()
                        .backend("html5").safe(SafeMode.SAFE)
                        .attributes(Attributes.builder()
                                .attribute("sectids", "")
                                .attribute("example-caption", null)
                                .attribute("table-caption", null)
                                .attribute("idprefix", "")
                                .attribute("idseparator", "-").build())
                        .build());
            } catch (IOException failure) {
                throw new java.io.UncheckedIOException(failure);
            }
        });
    }

    private Slide title(Document document, String fileName) {
        return Wrong.at(fileName + ", title", () -> {
            String notes = "";
            for (StructuralNode block : document.getBlocks()) {
                if (!(block instanceof Section)) {
                    notes += notes(block.getBlocks());
                }
            }
            return new Slide(Slide.Kind.TITLE, 1, "title", document.getDoctitle(),
                    minutes(required(document, "minutes", fileName)), "",
                    prompting(notes));
        });
    }

    private Slide slide(Section section, int number) {
        Slide.Kind kind = kind(section);
        var content = new StringBuilder();
        for (StructuralNode block : section.getBlocks()) {
            if (!block.getRoles().contains("notes")) {
                content.append(block.convert()).append('\n');
            }
        }
        commands.check(section);
        return new Slide(kind, number, section.getId(), section.getTitle(),
                minutes((String) section.getAttribute("minutes")),
                content.toString(), prompting(notes(section.getBlocks())));
    }

    private static Slide.Kind kind(Section section) {
        for (Slide.Kind kind : Slide.Kind.values()) {
            if (section.getRoles()
                    .contains(kind.name().toLowerCase(Locale.ROOT))) {
                return kind;
            }
        }
        throw new Wrong("has no kind, such as [.idea,minutes=2]");
    }

    private static BigDecimal minutes(String text) {
        if (text == null || !text.matches("\\d+(\\.5)?")) {
            throw new Wrong("has no minutes, such as [.idea,minutes=1.5]");
        }
        return new BigDecimal(text);
    }

    private static String notes(List<StructuralNode> blocks) {
        var notes = new StringBuilder();
        for (StructuralNode block : blocks) {
            if (block.getRoles().contains("notes")) {
                notes.append(block.convert());
            }
        }
        return notes.toString();
    }

    private static String prompting(String notes) {
        if (PROMPTS.stream().noneMatch(notes::contains)) {
            throw new Wrong("has no notes that prompt, one of " + PROMPTS);
        }
        return notes;
    }

    private static String required(Document document, String name, String file) {
        Object value = document.getAttribute(name);
        if (value == null) {
            throw new Wrong(file + ": has no :" + name + ":");
        }
        return value.toString();
    }

    @Override
    public void close() {
        asciidoctor.close();
    }
}
