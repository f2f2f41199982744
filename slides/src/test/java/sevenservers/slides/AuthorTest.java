package sevenservers.slides;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A deck that lacks something is not built, and its author is told what. */
@Timeout(120)
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

            exercises::module[]

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
        Files.createDirectories(root.resolve("exercises"));
        Files.writeString(root.resolve("exercises/README.md"), """
                | [module](../module) | `relay` | bug hunt | 45 | What to do |
                | closing | `rooms` | write it | 30 | What else to do |
                """);
        Files.writeString(root.resolve("known.svg"),
                "<svg viewBox='0 0 9 9'></svg>");
        Files.writeString(root.resolve("late.svg"), "<!-- --><svg></svg>");
        Files.createDirectories(root.resolve("slides/src/main"));
        Files.writeString(root.resolve("slides/src/main/comparison.json"),
                comparison(116_000));
        author = new Author(root, root);
    }

    /** Of two styles, one of which has failed, and of a variant. */
    private static String comparison(int median) {
        return """
                {"setting": {"begun": "2026-11-29T06:54:32Z", "processor": "Fast",
                    "processors": 2, "jdk": "25.0.3+9-LTS", "notes": []},
                "scenarios": [{"id": "echo-64", "measures": [{"id": "rate",
                    "title": "answers", "unit": "answers/s", "better": "MORE"}]}],
                "contenders": [{"id": "01", "title": "threads"},
                    {"id": "08", "title": "Netty"}, {"id": "08-x", "title": "X"}],
                "outcomes": [{"scenario": "echo-64", "contender": "01",
                        "rounds": {"rate": [232000, %d, 58000]}},
                    {"scenario": "echo-64", "contender": "08", "rounds": {}}]}
                """.formatted(median);
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
        assertThat(deck.exercises()).contains("<code>relay</code></td>"
                + "<td>What to do</td><td>bug hunt</td><td>45</td>")
                .doesNotContain("rooms");
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
            exercises::module[] | relay | has no exercises
            exercises::module[] | exercises::other[] | no exercise follows
            A few words. | {nothing} | nothing
            A few words. | java::module[] | expected MODULE/Class
            A few words. | java::module/A#stop[] | A#stop: no member stop
            A few words. | java::module/A#run[steps="all / stop"] | no line has
            A few words. | java::module/A#run[steps="turn"] | the first step is all
            A few words. | diagram::unknown[it] | there is no unknown.svg
            A few words. | diagram::known[] | say in brackets what it shows
            A few words. | diagram::late[it] | expected <svg viewBox=…> at once
            A few words. | promises::other[] | its README has no table
            A few words. | comparison::idle[rate] | no comparison has idle
            A few words. | comparison::echo-64[bytes] | it has no measure bytes
            """)
    @DisplayName("what is missing is named")
    void missing(String was, String is, String message) {
        String text = DECK.replace(was, is == null ? "" : is.replace(" / ", " | "));
        assertThatThrownBy(() -> read(text)).isInstanceOf(Wrong.class)
                .hasMessageContaining(message)
                .hasMessageStartingWith("deck.adoc: ");
    }

    @Test
    @DisplayName("too many words, and too few or many slides, are refused")
    void limits() {
        assertThatThrownBy(() -> read(DECK.replace("A few words.",
                "word ".repeat(90)))).isInstanceOf(Wrong.class)
                .hasMessageContaining("90 words are more than");
        assertThatThrownBy(() -> read(HEAD + SLIDE + EXERCISES))
                .isInstanceOf(Wrong.class).hasMessageContaining("3 slides");
        assertThatThrownBy(() -> read(HEAD + SLIDE.repeat(24) + EXERCISES))
                .isInstanceOf(Wrong.class).hasMessageContaining("26 slides");
    }

    @Test
    @DisplayName("the deck that opens the course needs no exercises")
    void opening() throws IOException {
        String text = HEAD.replace(":deck: 09", ":deck: 00") + SLIDE.repeat(11);
        assertThat(read(text).exercises()).isEmpty();
        assertThatThrownBy(() -> read(text.replace(":deck: 00", ":deck: 01")))
                .isInstanceOf(Wrong.class).hasMessageContaining("no exercises");
    }

    @Test
    @DisplayName("a command on a slide is one that a README has, whole")
    void commands() throws IOException {
        read(terminal("./mvnw -q -Drun=\"02 chat\""));
        for (String other : List.of("./mvnw -q -Drun=\"02 chess\"", "A=1")) {
            assertThatThrownBy(() -> read(terminal(other)))
                    .isInstanceOf(Wrong.class)
                    .hasMessageContaining("no README has the command");
        }
    }

    @Test
    @DisplayName("a long command goes on after a backslash")
    void longCommands() throws IOException {
        String command = "A=1 ./mvnw -q -Drun=\"%s \\\n      chat\"";
        read(terminal(command.formatted("02")));
        assertThatThrownBy(() -> read(terminal(command.formatted("03"))))
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

    @Test
    @DisplayName("a bar is the median, with the lowest and the highest round")
    void comparison() throws IOException {
        String deck = DECK.replace("A few words.", "comparison::echo-64[rate]");
        assertThat(read(deck).slides().get(3).content())
                .contains("01 threads: 116 k; 08 Netty: no figure",
                        "more is better", "width=\"280\"", "M520 0 L940 0",
                        "Fast, 2 processors, JDK 25.0.3, 29 November 2026",
                        "no figure</text>")
                .doesNotContain("08-x");
        Path newest = Files.createDirectories(root.resolve("target/compare"))
                .resolve("results.json");
        String newer = comparison(117_000);
        Files.writeString(newest, newer);
        assertThat(read(deck).slides().get(3).content()).contains("117 k");
        Files.writeString(newest, newer.replaceAll("\"rate\": \\[.*]", ""));
        assertThat(read(deck).slides().get(3).content()).contains("116 k");
        Files.delete(newest);
    }

    private static String terminal(String command) {
        return DECK.replace("A few words.",
                "[.terminal]\n----\n$ " + command + "\n----");
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
