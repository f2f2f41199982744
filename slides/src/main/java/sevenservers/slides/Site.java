package sevenservers.slides;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builds the course's site, {@code slides/target/site}. */
final class Site {

    /** The report that compare has left, if it has. */
    static final String COMPARISON = "comparison.html";

    /** What comes from npm: its place below target/npm, and in the site. */
    private static final Map<String, String> NPM = Map.of(
            "reveal/package/dist/reset.css", "reveal/reset.css",
            "reveal/package/dist/reveal.css", "reveal/reveal.css",
            "reveal/package/dist/reveal.js", "reveal/reveal.js",
            "reveal/package/plugin/notes/notes.js", "reveal/notes.js",
            "reveal/package/plugin/highlight/highlight.js", "reveal/highlight.js",
            "reveal/package/LICENSE", "reveal/LICENSE",
            "inter/package/files/inter-latin-opsz-normal.woff2",
            "fonts/inter.woff2",
            "inter/package/LICENSE", "fonts/inter-LICENSE",
            "jetbrains-mono/package/files/jetbrains-mono-latin-wght-normal.woff2",
            "fonts/jetbrains-mono.woff2", "jetbrains-mono/package/LICENSE",
            "fonts/jetbrains-mono-LICENSE");

    private final Path root;
    private final Path sources;
    private final Path target;
    private final Path site;

    private Site(Path root) {
        this.root = root;
        sources = root.resolve("slides", "src", "main");
        target = root.resolve("slides", "target");
        site = target.resolve("site");
    }

    /** Builds it; the argument is the project's folder. */
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
        for (Map.Entry<String, String> file : NPM.entrySet()) {
            copy(target.resolve("npm", file.getKey()), file.getValue());
        }
        List<Deck> decks = writePages();
        Path report = root.resolve("target", "compare", "report.html");
        if (Files.exists(report)) {
            copy(report, COMPARISON);
        }
        write("index", IndexPage.html(decks,
                name -> Files.exists(site.resolve(name))));
    }

    private List<Deck> writePages() throws IOException {
        List<Deck> decks = new ArrayList<>();
        try (var printer = new Printer();
                var author = new Author(root, sources.resolve("diagrams"))) {
            for (Path file : files(sources.resolve("decks"))) {
                Deck deck = author.deck(file);
                decks.add(deck);
                printer.print(write(deck.name(), DeckPage.html(deck)));
            }
            var guide = new Guide(decks, Exercises.of(root));
            write("teaching", author.read(
                    sources.resolve("pages", "teaching.adoc"), guide::html));
            write("side-by-side", author.read(
                    sources.resolve("pages", "side-by-side.adoc"),
                    SideBySide::html));
        }
        write("protocol", MarkdownPage.html(root.resolve("PROTOCOL.md")));
        return decks;
    }

    private Path write(String name, String html) throws IOException {
        return Files.writeString(site.resolve(name + ".html"), html);
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
