package sevenservers.slides;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A drawing of {@code src/main/diagrams}, set into the page itself, so that it has
 * the fonts and colours of the theme: {@code diagram::buckets[What it shows]}. The
 * text in brackets is what those who cannot see it are told.
 */
final class DiagramMacro extends HtmlMacro {

    private final Path folder;

    DiagramMacro(Path folder) {
        super("diagram");
        this.folder = folder;
    }

    @Override
    String html(String name, Map<String, Object> attributes) {
        var alternative = (String) attributes.get("1");
        if (alternative == null || alternative.isBlank()) {
            throw new Wrong("say in brackets what it shows");
        }
        Path file = folder.resolve(name + ".svg");
        if (!Files.exists(file)) {
            throw new Wrong("there is no " + file.getFileName());
        }
        try {
            String svg = Files.readString(file);
            if (!svg.startsWith("<svg ")) {
                throw new Wrong("expected <svg viewBox=…> at once");
            }
            return "<figure class=\"diagram\"><svg role=\"img\" aria-label=\""
                    + Html.escaped(alternative) + "\" " + svg.substring(5)
                    + "</figure>";
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
