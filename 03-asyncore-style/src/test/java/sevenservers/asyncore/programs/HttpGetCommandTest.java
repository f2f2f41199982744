package sevenservers.asyncore.programs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sevenservers.asyncore.AsyncoreStyle;
import sevenservers.tests.FakeServer;
import sevenservers.tests.Outcome;

@Timeout(120)
class HttpGetCommandTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";

    @TempDir
    Path folder;

    @Test
    void showsTheBodyEscaped() throws IOException {
        try (var server = answering(OK + "\r\nline\r\n\u001b[2J\tend")) {
            assertThat(get(server)).isEqualTo(
                    new Outcome(0, "line\n\\u001B[2J\tend\n", ""));
        }
    }

    @Test
    void showsTheHeadWhenAskedTo() throws IOException {
        try (var server = answering(OK + "A: b\u0085\r\n\r\nbody\n")) {
            assertThat(get(server, "--include").out())
                    .isEqualTo("HTTP/1.1 200 OK\nA: b\\u0085\n\nbody\n");
        }
    }

    @Test
    void keepsTheBytesInAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("kept"), "before");
        try (var server = answering(OK + "\r\nb\u0000\r\n\u001by")) {
            assertThat(get(server, "-o", file.toString()))
                    .isEqualTo(new Outcome(0, "", ""));
        }
        assertThat(file).hasContent("b\u0000\r\n\u001by");
        assertThat(Files.readAllBytes(file))
                .isEqualTo("b\u0000\r\n\u001by".getBytes(UTF_8));
        onlyKeptIsThere();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 404 Not Found\r\n\r\nbody",
        OK + "Content-Length: 5\r\n\r\nbody", "nonsense\r\n\r\n"})
    void keepsTheFormerFileWhenTheAnswerIsNotWholeOrNotWelcome(String answer)
            throws IOException {
        Path file = Files.writeString(folder.resolve("kept"), "before");
        try (var server = answering(answer)) {
            Outcome outcome = get(server, "-o", file.toString());
            assertThat(outcome.status()).isEqualTo(1);
            assertThat(outcome.err().lines()).hasSize(1);
        }
        assertThat(file).hasContent("before");
        onlyKeptIsThere();
    }

    @Test
    void saysWhereARedirectLeadsAndDoesNotFollowIt() throws IOException {
        try (var server = answering(
                "HTTP/1.1 301 Moved\r\nLocation: http://a/\u0085\r\n\r\nbody")) {
            Outcome outcome = get(server);
            assertThat(outcome.status()).isEqualTo(1);
            assertThat(outcome.out()).isEqualTo("body\n");
            assertThat(outcome.err()).startsWith("http://127.0.0.1:")
                    .contains(": the server answers 301 Moved, see http://a/")
                    .doesNotContain("\u0085");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://host/", "host", "http:/host", "http://",
        "http://user@host/", "http://host:0/", "http://host:65536/",
        "http://ho st/", "ftp://host/", "http://host/\r\nX: y"})
    void refusesWhatIsNoHttpUrl(String url) {
        Outcome outcome = Outcome.of(new AsyncoreStyle(), "get", url);
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("a URL is http://host[:port]/path");
    }

    @Test
    void saysThatThereIsNoSuchHost() {
        assertThat(Outcome.of(new AsyncoreStyle(), "get",
                "http://no-such-host.invalid/"))
                .isEqualTo(new Outcome(1, "",
                        "no such host: no-such-host.invalid\n"));
    }

    @Test
    void saysThatTheFileCannotBeWritten() throws IOException {
        try (var server = answering(OK + "\r\nbody")) {
            Outcome outcome =
                    get(server, "-o", folder.resolve("none/kept").toString());
            assertThat(outcome.status()).isEqualTo(1);
            assertThat(outcome.err().lines()).hasSize(1);
        }
    }

    private void onlyKeptIsThere() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("kept"));
        }
    }

    private static FakeServer answering(String answer) throws IOException {
        return new FakeServer(visit -> {
            visit.hearHead();
            visit.say(answer);
        });
    }

    private static Outcome get(FakeServer server, String... options) {
        var words = new String[options.length + 2];
        words[0] = "get";
        System.arraycopy(options, 0, words, 1, options.length);
        words[words.length - 1] = "http://127.0.0.1:" + server.port() + "/x";
        return Outcome.of(new AsyncoreStyle(), words);
    }
}
