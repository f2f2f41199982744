package sevenservers.slides;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builds the course's site. */
final class Site {

    private final Path root;
    private final Path sources;
    private final Path site;

    /** Of what comes from npm, by the folder below target/npm it is unpacked in. */
    private static final Map<String, String> NPM = Map.of(
            "reveal/package/dist/reset.css", "reveal/reset.css",
            "reveal/package/dist/reveal.css", "reveal/reveal.css",
            "reveal/package/dist/reveal.js", "reveal/reveal.js",
            "reveal/package/plugin/notes/notes.js", "reveal/notes.js",
            "reveal/package/plugin/highlight/highlight.js", "reveal/highlight.js",
            "reveal/package/LICENSE", "reveal/LICENSE",
            "inter/package/files/inter-latin-opsz-normal.woff2", "fonts/inter.woff2",
            "inter/package/LICENSE", "fonts/inter-LICENSE",
            "jetbrains-mono/package/files/jetbrains-mono-latin-wght-normal.woff2",
            "fonts/jetbrains-mono.woff2",
            "jetbrains-mono/package/LICENSE", "fonts/jetbrains-mono-LICENSE");

    /** @param root the project's folder */
    private Site(Path root) {
        this.root = root;
        sources = root.resolve("slides", "src", "main");
        site = root.resolve("slides", "target", "site");
    }

    public static void main(String[] args) throws IOException {
        try {
            new Site(Path.of(args[0])).build();
        } catch (Wrong wrong) {
            System.err.println(wrong.getMessage());
            System.exit(1);
        }
    }

    private void build() throws IOException {
        for (Path file : files(sources.resolve("site"))) {
            copy(file, file.getFileName().toString());
        }
        Path npm = root.resolve("slides", "target", "npm");
        for (Map.Entry<String, String> file : NPM.entrySet()) {
            copy(npm.resolve(file.getKey()), file.getValue());
        }
        List<Deck> decks = new ArrayList<>();
        try (var author = new Author(root, sources.resolve("diagrams"))) {
            for (Path file : files(sources.resolve("decks"))) {
                decks.add(author.deck(file));
            }
        }
        for (Deck deck : decks) {
            Files.writeString(site.resolve(deck.name() + ".html"),
                    DeckPage.html(deck));
        }
    }

    private void copy(Path file, String name) throws IOException {
        Path copy = site.resolve(name);
        Files.createDirectories(copy.getParent());
        Files.write(copy, Files.readAllBytes(file));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
