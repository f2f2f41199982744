package sevenservers.reactor.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import sevenservers.reactor.ReactorStyle;
import sevenservers.tests.FakeServer;
import sevenservers.tests.Outcome;

@Timeout(120)
class FetchPageCommandTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";

    @TempDir
    Path folder;

    @Test
    void tellsTheLengthAndTheFile() throws IOException {
        Path file = folder.resolve("kept");
        try (var server = answering(OK + "\r\nb\u0000\r\n\u001by")) {
            assertThat(fetch(server, file.toString())).isEqualTo(
                    new Outcome(0, "Length of data 6%nData saved to %s%n"
                            .formatted(file), ""));
        }
        assertThat(file).hasContent("b\u0000\r\n\u001by");
        containsOnly("kept");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "HTTP/1.1 404 No\\33[2J\\r\\n\\r\\nbody"
                + " | a control character in the first line",
        "HTTP/1.1 404 \u0085\\r\\n\\r\\nbody"
                + " | the server answers 404 \u00c2\\u0085",
        "HTTP/1.1 200 OK\\r\\nContent-Length: 5\\r\\n\\r\\nbody"
                + " | the connection ended before the answer did",
        "nonsense\\r\\n\\r\\n | not an answer of HTTP/1.1"})
    void failsInOneLine(String answer, String told) throws IOException {
        Path file = Files.writeString(folder.resolve("kept"), "before");
        try (var server = answering(answer.translateEscapes())) {
            assertThat(fetch(server, file.toString())).isEqualTo(new Outcome(1, "",
                    url(server) + ": " + told + System.lineSeparator()));
        }
        assertThat(file).hasContent("before");
        containsOnly("kept");
    }

    @Test
    void saysWhichLimitsWereMet() throws IOException {
        String file = folder.resolve("kept").toString();
        try (var large = answering(OK + "\r\nbody");
                var loop = answering("HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n");
                var silent = new FakeServer(FakeServer.Visit::waitForEnd)) {
            assertThat(fetch(large, file, "--max-size", "4").status()).isZero();
            Files.delete(folder.resolve("kept"));
            assertThat(fetch(large, file, "--max-size", "3").err())
                    .contains("more than 3 bytes (choose with --max-size)");
            assertThat(fetch(large, file, "--max-size", "0").status()).isOne();
            assertThat(fetch(loop, file, "--max-redirects", "3").err()).contains(
                    "redirected more than 3 times (choose with --max-redirects)");
            assertThat(loop.heard()).filteredOn("GET / HTTP/1.1\r"::equals)
                    .hasSize(4);
            assertThat(fetch(silent, file, "--timeout", "50ms").err())
                    .contains("not fetched within 0.05 s (choose with --timeout)");
        }
        containsOnly();
    }

    @Test
    void followsTenRedirectsUnlessItIsToldOtherwise() throws IOException {
        try (var loop =
                answering("HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n")) {
            assertThat(fetch(loop, folder.resolve("kept").toString()).err())
                    .contains("redirected more than 10 times");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://host/", "host", "http:/host", "http://",
        "http://user@host/", "http://host:0/", "http://host:65536/",
        "http://ho st/", "ftp://host/", "http://host/\r\nX: y"})
    void refusesWhatIsNoHttpUrl(String url) {
        misuse("a URL is http://host[:port]/path, not ", url);
    }

    @ParameterizedTest
    @CsvSource({"0s, more than 0", "10, a time is a number and", "-1s, a time is",
        "'', a time is a number and"})
    void refusesWhatIsNoTimeout(String time, String told) {
        misuse(told, "http://host/", "--timeout", time);
    }

    @Test
    void refusesLimitsBelowNothing() {
        for (String option : List.of("--max-size", "--max-redirects")) {
            misuse("must be at least 0", "http://host/", option, "-1");
            misuse(option, "http://host/", option, "many");
        }
    }

    @Test
    void wantsAUrlAndPerhapsAFile() {
        misuse("Missing required parameter: 'URL'");
        misuse("Unmatched argument", "http://host/", "file", "file");
    }

    private static void misuse(String told, String... words) {
        Outcome outcome = Outcome.of(new ReactorStyle(), fetch(words));
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err().lines()).hasSize(2).first().asString()
                .contains(told);
        assertThat(outcome.err()).endsWith(
                "See: 05 fetch --help" + System.lineSeparator());
    }

    /** To run it would write into the folder of the build. */
    @Test
    void savesToContentHtmlUnlessItIsToldOtherwise() {
        var command = new CommandLine(new FetchPageCommand());
        command.parseArgs("http://host/");
        Path file = command.getCommandSpec().positionalParameters().get(1)
                .getValue();
        assertThat(file).isEqualTo(Path.of("content.html"));
    }

    @Test
    void listsItsDefaultsInItsHelp() {
        Outcome help = Outcome.of(new ReactorStyle(), "fetch", "--help");
        assertThat(help.status()).isZero();
        assertThat(help.out()).contains("(content.html)", "(30s)", "(104857600)",
                "(10)");
    }

    @Test
    void saysThatTheFileCannotBeWritten() throws IOException {
        Path file = folder.resolve("none/kept");
        try (var server = answering(OK + "\r\nbody")) {
            assertThat(fetch(server, file.toString())).isEqualTo(new Outcome(1, "",
                    "no folder to write it to: " + file + System.lineSeparator()));
            assertThat(server.heard()).isEmpty();
        }
    }

    @Test
    void saysThatThereIsNoSuchHost() {
        String url = "http://no-such-host.invalid/";
        assertThat(Outcome.of(new ReactorStyle(), "fetch", url,
                folder.resolve("kept").toString())).isEqualTo(new Outcome(1, "",
                        url + ": no such host: no-such-host.invalid"
                                + System.lineSeparator()));
        containsOnly();
    }

    private void containsOnly(String... names) {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(names);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static FakeServer answering(String answer) throws IOException {
        return new FakeServer(visit -> {
            visit.hearHead();
            visit.say(answer);
        });
    }

    private static String url(FakeServer server) {
        return "http://127.0.0.1:" + server.port() + "/";
    }

    private static Outcome fetch(FakeServer server, String... rest) {
        String[] words = Stream
                .concat(Stream.of(url(server)), Stream.of(rest))
                .toArray(String[]::new);
        return Outcome.of(new ReactorStyle(), fetch(words));
    }

    private static String[] fetch(String... words) {
        return Stream.concat(Stream.of("fetch"), Stream.of(words))
                .toArray(String[]::new);
    }
}
