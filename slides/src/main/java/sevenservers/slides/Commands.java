package sevenservers.slides;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.asciidoctor.ast.Block;
import org.asciidoctor.ast.StructuralNode;

/** The commands that the project's READMEs tell people to type. */
final class Commands {

    private static final String PROMPT = "$ ";
    private static final String MAVEN = "./mvnw -q ";
    private static final Pattern CONTINUATION = Pattern.compile("\\\\\n *");

    private final String documents;

    Commands(Path root) throws IOException {
        var texts = new StringBuilder();
        try (var folders = Files.list(root)) {
            List<Path> readmes = folders.map(folder -> folder.resolve("README.md"))
                    .filter(Files::exists).toList();
            for (Path readme : readmes) {
                texts.append(Files.readString(readme));
            }
        }
        texts.append(Files.readString(root.resolve("README.md")));
        documents = texts.toString().replace(MAVEN, "");
    }

    /**
     * Sees that no slide has a command of its own: whatever follows a
     * {@code $} in a terminal stands in a README, too, where its reader finds it,
     * whole, with or without the {@code ./mvnw -q}. A long one may go on after a
     * backslash.
     *
     * @throws Wrong if one does not
     */
    void check(StructuralNode node) {
        for (StructuralNode block : node.findBy(Map.of("context", ":listing"))) {
            if (block.hasRole("terminal")) {
                String text = String.join("\n", ((Block) block).getLines());
                CONTINUATION.matcher(text).replaceAll("").lines()
                        .filter(line -> line.startsWith(PROMPT))
                        .forEach(this::check);
            }
        }
    }

    private void check(String line) {
        String command = line.substring(PROMPT.length()).strip().replace(MAVEN, "");
        if (!documents.contains(command + "`")
                && !documents.contains(command + "\n")) {
            throw new Wrong("no README has the command " + line);
        }
    }
}
