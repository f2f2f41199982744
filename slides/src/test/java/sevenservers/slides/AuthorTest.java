package sevenservers.slides;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A deck that lacks something is not built, and its author is told what. */
@Timeout(60)
class AuthorTest {

    private static final String HEAD = """
            = A deck
            :deck: 09
            :summary: What it is about.
            :minutes: 1

            [.notes]
            *Say:* welcome

            """;

    private static final String SLIDE = """
            [.idea,minutes=1.5]
            == A thought

            A few words.

            [.notes]
            *Ask:* why?

            """;

    private static final String EXERCISES = """
            [.exercises,minutes=2]
            == Now you

            `relay`:: what to do

            [.notes]
            *Say:* begin
            """;

    private static final String DECK = HEAD + SLIDE.repeat(10) + EXERCISES;

    @TempDir
    static Path root;

    private static Author author;

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(root.resolve("README.md"), """
                Run `-Drun="02 chat"`, or `A=1 ./mvnw -q -Drun="02 chat"`.
                """);
        Path module = root.resolve("module");
        Path sources = module.resolve("src/main/java");
        Files.createDirectories(sources);
        Files.writeString(sources.resolve("A.java"), """
                class A {
                    void run() {
                        turn();
                    }
                }
                """);
        Files.writeString(module.resolve("README.md"), """
                | E1 | yes | |
                | E4 | no | over max; under min |
                """);
        Files.writeString(root.resolve("known.svg"),
                "<svg viewBox='0 0 9 9'></svg>");
        author = new Author(root, root);
    }

    @AfterAll
    static void close() {
        author.close();
    }

    @Test
    @DisplayName("a whole deck has slides, minutes, notes and exercises")
    void whole() throws IOException {
        Deck deck = read(DECK);
        assertThat(deck.slides()).hasSize(12);
        assertThat(deck.minutes()).hasToString("18");
        assertThat(deck.exercises()).contains("<code>relay</code>", "what to do");
        Slide slide = deck.slides().get(3);
        assertThat(slide.content()).contains("A few words").doesNotContain("why?");
        assertThat(slide.notes()).contains("why?").doesNotContain("A few words");
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', textBlock = """
            :summary: What it is about. | :other: something | has no :summary:
            [.idea,minutes=1.5] | [minutes=1.5] | “A thought”: has no kind
            [.idea,minutes=1.5] | [.idea] | “A thought”: has no minutes
            [.idea,minutes=1.5] | [.idea,minutes=soon] | “A thought”: has no minutes
            *Ask:* why? | why? | “A thought”: has no notes
            *Say:* welcome | welcome | title: has no notes
            `relay`:: what to do | relay | has no exercises
            A few words. | {nothing} | nothing
            A few words. | java::module/A#stop[] | A#stop: no member stop
            A few words. | java::module/A#run[steps="all / stop"] | no line has
            A few words. | diagram::unknown[it] | there is no unknown.svg
            A few words. | diagram::known[] | say in brackets what it shows
            A few words. | promises::other[] | its README has no table
            """)
    @DisplayName("what is missing is named")
    void missing(String was, String is, String message) {
        String text = DECK.replace(was, is == null ? "" : is.replace(" / ", " | "));
        assertThatThrownBy(() -> read(text)).isInstanceOf(Wrong.class)
                .hasMessageContaining(message)
                .hasMessageStartingWith("deck.adoc: ");
    }

    @Test
    @DisplayName("too many words, and too few slides, are refused")
    void limits() {
        assertThatThrownBy(() -> read(DECK.replace("A few words.",
                "word ".repeat(90)))).isInstanceOf(Wrong.class)
                .hasMessageContaining("90 words are more than");
        assertThatThrownBy(() -> read(HEAD + SLIDE + EXERCISES))
                .isInstanceOf(Wrong.class).hasMessageContaining("3 slides");
    }

    @Test
    @DisplayName("a command on a slide is one that a README has")
    void commands() throws IOException {
        String terminal = "[.terminal]\n----\n$ ./mvnw -q -Drun=\"%s\"\n----";
        read(DECK.replace("A few words.", terminal.formatted("02 chat")));
        assertThatThrownBy(() -> read(
                DECK.replace("A few words.", terminal.formatted("02 chess"))))
                .isInstanceOf(Wrong.class)
                .hasMessageContaining("no README has the command");
    }

    @Test
    @DisplayName("a long command goes on after a backslash")
    void longCommands() throws IOException {
        String terminal = """
                [.terminal]
                ----
                $ A=1 ./mvnw -q -Drun="%s \\
                      chat"
                ----""";
        read(DECK.replace("A few words.", terminal.formatted("02")));
        assertThatThrownBy(() -> read(
                DECK.replace("A few words.", terminal.formatted("03"))))
                .isInstanceOf(Wrong.class)
                .hasMessageContaining("no README has the command");
    }

    @Test
    @DisplayName("code, drawings and promises are set into the slide")
    void macros() throws IOException {
        Deck deck = read(DECK.replace("A few words.", """
                java::module/A#run[steps="all | turn"]

                diagram::known[What it <shows>]

                promises::module[]
                """));
        assertThat(deck.slides().get(1).content()).contains(
                "data-line-numbers=\"1-3|2\">void run() {\n    turn();\n}</code>",
                "<svg role=\"img\" aria-label=\"What it &lt;shows&gt;\" viewBox",
                "<strong>E4</strong></td><td>over max", "and 1 more")
                .doesNotContain("E1");
    }

    @Test
    @DisplayName("side by side, every style answers every question")
    void sideBySide() throws IOException {
        String page = """
                = Side by side
                :summary: Questions.

                == Who waits?

                === 01 One

                It does.

                === 02 Two

                The other.

                == Who reads?

                === 01 One

                It does.
                """;
        assertThat(html(page + "\n=== 02 Two\n\nThis.\n")).contains(
                "data-style=\"02\"", "id=\"who-reads\"", "<b>01</b> One");
        assertThatThrownBy(() -> html(page)).isInstanceOf(Wrong.class)
                .hasMessageContaining(
                        "“Who reads?” is not answered by every style");
    }

    private static Deck read(String text) throws IOException {
        return author.deck(write(text));
    }

    private static String html(String text) throws IOException {
        return author.read(write(text), SideBySide::html);
    }

    private static Path write(String text) throws IOException {
        return Files.writeString(root.resolve("deck.adoc"), text);
    }
}
