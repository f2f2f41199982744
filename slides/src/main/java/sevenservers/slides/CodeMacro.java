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
    private static final Pattern PARAMETERS = Pattern.compile("\\(.*?\\)");

    /** As many lines as are shown in large letters, and in smaller ones. */
    private static final int FEWEST = 11;
    private static final int FEW = 13;
    private static final int MANY = 16;

    /** As many columns as the largest letters leave room for. */
    private static final int NARROW = 66;

    private final Path root;

    CodeMacro(Path root) {
        super("java");
        this.root = root;
    }

    @Override
    public StructuralNode process(StructuralNode parent, String target,
            Map<String, Object> attributes) {
        Object usual =
                parent.getDocument().getAttribute("max-lines", Snippet.LINES);
        int maxLines = Integer.parseInt(
                attributes.getOrDefault("maxLines", usual).toString());
        return createBlock(parent, "pass", Wrong.at("java::" + target,
                () -> html(target, attributes, maxLines)));
    }

    private String html(String target, Map<String, Object> attributes,
            int maxLines) {
        Matcher names = TARGET.matcher(target);
        if (!names.matches()) {
            throw new Wrong("expected MODULE/Class.Inner#member,member");
        }
        String module = names.group(1);
        String type = names.group(2);
        String members = names.group(3) == null ? "" : names.group(3);
        String part = text(attributes, "part");
        String steps = text(attributes, "steps");
        if (!steps.isEmpty() && !steps.startsWith("all |")) {
            throw new Wrong("the first step is all | …, not " + steps);
        }

        List<String> lines = cut(module, List.of(type.split("\\.")),
                members.isEmpty() ? List.of() : List.of(COMMA.split(members)),
                attributes.containsKey("doc"));
        if (!part.isEmpty()) {
            lines = Snippet.part(lines, part);
        }
        var snippet = new Snippet(lines, maxLines);
        return Template.filled("code.html", Map.of("size", size(lines),
                "module", module, "type", type, "members",
                COMMA.matcher(PARAMETERS.matcher(members).replaceAll(""))
                        .replaceAll(", "),
                "part", part, "steps",
                steps.isEmpty() ? "" : snippet.highlights(steps), "code",
                String.join("\n", lines)));
    }

    private static String text(Map<String, Object> attributes, String name) {
        return attributes.getOrDefault(name, "").toString();
    }

    private List<String> cut(String module, List<String> path,
            List<String> members, boolean documented) {
        try {
            return JavaSource.of(root, module, path.getFirst()).cut(path, members,
                    documented);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A class of the style sheet. */
    private static String size(List<String> lines) {
        int count = lines.size();
        if (count <= FEWEST
                && lines.stream().allMatch(line -> line.length() <= NARROW)) {
            return "fewest";
        }
        return count <= FEW ? "few" : count <= MANY ? "many" : "most";
    }
}
