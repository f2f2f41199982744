package sevenservers.slides;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.BlockMacroProcessor;

/**
 * Code of the modules, cut by name:
 *
 * <pre>
 * java::02-select-echo/EchoServer.Connection#read,write[steps="all | channel.read"]
 * </pre>
 *
 * <p>Attributes: {@code part} shows only that range of lines, {@code steps} lights
 * lines one step after the other (see {@link Snippet}), {@code doc=yes} shows the
 * Javadoc, and {@code maxLines} allows more lines than {@link Snippet#LINES}, as
 * the document's {@code max-lines} does everywhere.
 */
final class CodeMacro extends BlockMacroProcessor {

    private static final Pattern TARGET =
            Pattern.compile("([\\w-]+)/(\\w+(?:\\.\\w+)*)(?:#(.+))?");

    /** Between members; a comma in parentheses parts the parameters of one. */
    private static final Pattern COMMA = Pattern.compile(",(?![^(]*\\))");

    /** As many as are shown in large letters, and in smaller ones. */
    private static final int FEW = 13;
    private static final int MANY = 16;

    private final Path root;

    CodeMacro(Path root) {
        super("java");
        this.root = root;
    }

    @Override
    public StructuralNode process(StructuralNode parent, String target,
            Map<String, Object> attributes) {
        return createBlock(parent, "pass", Wrong.at("java::" + target,
                () -> html(target, attributes, String.valueOf(parent.getDocument()
                        .getAttribute("max-lines", Snippet.LINES)))));
    }

    private String html(String target, Map<String, Object> attributes,
            String usualMaxLines) {
        Matcher names = TARGET.matcher(target);
        if (!names.matches()) {
            throw new Wrong("expected MODULE/Class.Inner#member,member");
        }
        String module = names.group(1);
        List<String> path = List.of(names.group(2).split("\\."));
        List<String> members = names.group(3) == null
                ? List.of()
                : List.of(COMMA.split(names.group(3)));
        String part = (String) attributes.get("part");
        String steps = (String) attributes.get("steps");

        List<String> lines;
        try {
            lines = JavaSource.of(root, module, path.getFirst()).cut(path, members,
                    attributes.containsKey("doc"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        if (part != null) {
            lines = Snippet.part(lines, part);
        }
        int maxLines = Integer.parseInt((String) attributes
                .getOrDefault("maxLines", usualMaxLines));
        var snippet = new Snippet(lines, maxLines);
        return """
                <figure class="code %s"><figcaption><span>%s</span> %s%s</figcaption>\
                <pre><code class="language-java" data-noescape%s>%s</code></pre></figure>
                """.formatted(size(lines.size()), module,
                String.join(".", path),
                members.isEmpty()
                        ? ""
                        : " <b>" + Html.escaped(
                                String.join(", ", members).replaceAll("\\(.*?\\)",
                                        ""))
                                + "</b>"
                                + (part == null ? "" : ", in part"),
                steps == null
                        ? ""
                        : " data-line-numbers=\"" + snippet.highlights(steps)
                                + "\"",
                Html.escaped(String.join("\n", snippet.lines())));
    }

    /** A class of the style sheet. */
    private static String size(int lines) {
        return lines <= FEW ? "few" : lines <= MANY ? "many" : "most";
    }
}
