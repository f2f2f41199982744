package sevenservers.asyncore.programs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sevenservers.contract.ServerOptions;
import sevenservers.tests.OpenFiles;

/** The file server as curl sees it. */
@Timeout(120)
class HttpFileCurlTest {

    @TempDir
    Path outside;

    private Path folder;
    private HttpFileServer server;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(outside.resolve("secret"), "secret");
        folder = Files.createDirectory(outside.resolve("served"));
        Files.writeString(folder.resolve("ten.txt"), "0123456789");
        server = HttpFileServer.start(ServerOptions.defaults(), folder);
    }

    @AfterEach
    void close() {
        server.close();
        assertThat(OpenFiles.below(folder)).isZero();
    }

    @Test
    void getsAFile() throws Exception {
        var bytes = new byte[5_000_000];
        new Random(3).nextBytes(bytes);
        Files.write(folder.resolve("large"), bytes);
        Path got = outside.resolve("got");
        curl("/large", "--fail", "-o", got.toString());
        assertThat(Files.readAllBytes(got)).isEqualTo(bytes);
    }

    @Test
    void getsARange() throws Exception {
        assertThat(curl("/ten.txt", "-r", "2-4")).isEqualTo("234");
        assertThat(curl("/ten.txt", "-r", "-2")).isEqualTo("89");
        assertThat(curl("/ten.txt", "-r", "20-", "-w", "%{http_code}", "-o",
                "/dev/null")).isEqualTo("416");
    }

    @Test
    void goesOnWithAFileThatItHasInPart() throws Exception {
        Path part = Files.writeString(outside.resolve("part"), "0123");
        curl("/ten.txt", "--fail", "-C", "-", "-o", part.toString());
        assertThat(part).hasContent("0123456789");
    }

    @Test
    void getsOnlyTheHead() throws Exception {
        assertThat(curl("/ten.txt", "-I").lines()).contains("HTTP/1.1 200 OK",
                "Content-Length: 10", "Content-Type: text/plain; charset=utf-8");
    }

    @Test
    void leavesAFileThatHasNotChanged() throws Exception {
        Path got = outside.resolve("got");
        curl("/ten.txt", "-R", "-o", got.toString());
        assertThat(curl("/ten.txt", "-z", got.toString(), "-o", "/dev/null", "-w",
                "%{http_code}")).isEqualTo("304");
    }

    @Test
    void doesNotGetOutOfTheFolder() throws Exception {
        assertThat(curl("/../secret", "--path-as-is", "-i"))
                .startsWith("HTTP/1.1 400 Bad Request").doesNotContain("secret");
    }

    @Test
    void keepsItsConnection() throws Exception {
        assertThat(curl("/ten.txt", url("/ten.txt"), url("/none"), url("/ten.txt"),
                "-w", "%{num_connects}")).isEqualTo(
                        "01234567891" + "404 Not Found\n0"
                                + "01234567890" + "01234567890");
    }

    @Test
    void isAnsweredThoughItSendsABody() throws Exception {
        assertThat(curl("/ten.txt", "-d", "x".repeat(10_000)))
                .isEqualTo("405 Method Not Allowed\n");
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.address().getPort() + path;
    }

    private String curl(String path, String... options) throws Exception {
        List<String> words =
                new ArrayList<>(List.of("curl", "-sS", "--max-time", "30"));
        words.addAll(List.of(options));
        words.add(url(path));
        Process process;
        try {
            process = new ProcessBuilder(words).redirectErrorStream(true).start();
        } catch (IOException notInstalled) {
            return abort("curl is not installed: " + notInstalled.getMessage());
        }
        try (var out = process.getInputStream()) {
            String said = new String(out.readAllBytes(), UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
