package sevenservers.asyncore.programs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sevenservers.tests.Wait.PATIENCE;
import static sevenservers.tests.Wait.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sevenservers.contract.ServerOptions;
import sevenservers.tests.OpenFiles;
import sevenservers.tests.TestClient;

/** The file server as the JDK's own HTTP client sees it. */
@Timeout(300)
class HttpFileServerTest {

    private static final Instant MODIFIED = Instant.parse("2024-02-03T04:05:06Z");
    private static final String MODIFIED_TEXT = "Sat, 03 Feb 2024 04:05:06 GMT";
    private static final long LARGE = 256L * 1024 * 1024;

    @TempDir
    Path folder;

    private HttpFileServer server;
    private HttpClient client;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("ten.txt"), "0123456789");
        Files.setLastModifiedTime(folder.resolve("ten.txt"),
                FileTime.from(MODIFIED.plusMillis(789)));
        server = HttpFileServer.start(ServerOptions.defaults(), folder);
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE).build();
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
        assertThat(TestClient.canConnect(server.address(), PATIENCE)).isFalse();
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
                .doesNotContain("03-files");
        assertThat(OpenFiles.below(folder)).isZero();
    }

    @Test
    void sendsAFileAndSaysWhatItIs() throws Exception {
        HttpResponse<String> answer = get("/ten.txt");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("0123456789");
        assertThat(field(answer, "Content-Type"))
                .isEqualTo("text/plain; charset=utf-8");
        assertThat(field(answer, "Content-Length")).isEqualTo("10");
        assertThat(field(answer, "Last-Modified")).isEqualTo(MODIFIED_TEXT);
        assertThat(field(answer, "Accept-Ranges")).isEqualTo("bytes");
        assertThat(HttpDate.parse(field(answer, "Date")))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    @Test
    void answersHeadWithTheSameFieldsAndNoBody() throws Exception {
        HttpResponse<String> whole = get("/ten.txt");
        // Only GET can ask for a range.
        HttpResponse<String> head = client.send(
                request("/ten.txt", "Range", "bytes=1-2").method("HEAD",
                        HttpRequest.BodyPublishers.noBody()).build(),
                BodyHandlers.ofString());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        for (String name : List.of("Content-Type", "Content-Length",
                "Last-Modified", "Accept-Ranges")) {
            assertThat(field(head, name)).as(name).isEqualTo(field(whole, name));
        }
        assertThat(get("/ten.txt").body()).isEqualTo("0123456789");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "bytes=0-0; 206; 0; bytes 0-0/10",
        "bytes=2-5; 206; 2345; bytes 2-5/10",
        "bytes=7-; 206; 789; bytes 7-9/10",
        "bytes=0-; 206; 0123456789; bytes 0-9/10",
        "bytes=-3; 206; 789; bytes 7-9/10",
        "bytes=-99; 206; 0123456789; bytes 0-9/10",
        "bytes=8-99999999999999999999999; 206; 89; bytes 8-9/10",
        "BYTES=1-1; 206; 1; bytes 1-1/10",
        "bytes=5-4; 200; 0123456789;",
        "bytes=0-1,3-4; 200; 0123456789;",
        "bytes=; 200; 0123456789;",
        "bytes=-; 200; 0123456789;",
        "bytes=a-b; 200; 0123456789;",
        "lines=0-1; 200; 0123456789;",
        "bytes=10-; 416; 416 Range Not Satisfiable; bytes */10",
        "bytes=99999999999999999999-; 416; 416 Range Not Satisfiable; bytes */10",
        "bytes=-0; 416; 416 Range Not Satisfiable; bytes */10"})
    void sendsTheRangeThatIsAskedFor(String range, int status, String body,
            String contentRange) throws Exception {
        HttpResponse<String> answer = get("/ten.txt", "Range", range);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body().strip()).isEqualTo(body);
        assertThat(field(answer, "Content-Range")).isEqualTo(contentRange);
        assertThat(field(answer, "Content-Type"))
                .isEqualTo("text/plain; charset=utf-8");
    }

    @Test
    void sendsTheWholeFileWhenARangeHasACondition() throws Exception {
        HttpResponse<String> answer = get("/ten.txt", "Range", "bytes=1-2",
                "If-Range", "\"tag\"");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("0123456789");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        MODIFIED_TEXT + "; 304",
        "Sun, 04 Feb 2024 00:00:00 GMT; 304",
        "Sat, 03 Feb 2024 04:05:05 GMT; 200",
        "yesterday; 200"})
    void sendsWhatIsNewerThanTheClientHas(String since, int status)
            throws Exception {
        HttpResponse<String> answer = get("/ten.txt", "If-Modified-Since", since);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(status == 304 ? "" : "0123456789");
        assertThat(field(answer, "Last-Modified")).isEqualTo(MODIFIED_TEXT);
        assertThat(get("/ten.txt").body()).isEqualTo("0123456789");
    }

    @Test
    void doesNotCompareTimesWhereTheClientWantsTagsCompared() throws Exception {
        assertThat(get("/ten.txt", "If-Modified-Since", MODIFIED_TEXT,
                "If-None-Match", "\"tag\"").statusCode()).isEqualTo(200);
    }

    @Test
    void sendsAnEmptyFile() throws Exception {
        Files.createFile(folder.resolve("empty"));
        HttpResponse<String> answer = get("/empty");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(field(answer, "Content-Length")).isEqualTo("0");
        assertThat(field(answer, "Content-Type"))
                .isEqualTo("application/octet-stream");
        HttpResponse<String> none = get("/empty", "Range", "bytes=-5");
        assertThat(none.statusCode()).isEqualTo(416);
        assertThat(field(none, "Content-Type"))
                .isEqualTo("text/plain; charset=utf-8");
    }

    @Test
    void sendsAFoldersIndex() throws Exception {
        Path docs = Files.createDirectory(folder.resolve("a b%"));
        assertThat(get("/a%20b%25/").statusCode()).isEqualTo(404);
        Files.writeString(docs.resolve("index.html"), "<p>here</p>");
        HttpResponse<String> answer = get("/a%20b%25/?query");
        assertThat(answer.body()).isEqualTo("<p>here</p>");
        assertThat(field(answer, "Content-Type"))
                .isEqualTo("text/html; charset=utf-8");
        HttpResponse<String> moved = get("/a%20b%25?query");
        assertThat(moved.statusCode()).isEqualTo(301);
        assertThat(field(moved, "Location")).isEqualTo("/a%20b%25/");
    }

    @Test
    void findsNoFileWhereThereIsNone() throws Exception {
        for (String path : List.of("/", "/none", "/ten.txt/", "/ten.txt/x",
                "/none/", "/%252e%252e/", "/" + "n".repeat(300))) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.body()).isEqualTo("404 Not Found\n");
        }
    }

    @Test
    void keepsOneConnectionForRequestAfterRequest() throws Exception {
        List<String> labels = new ArrayList<>();
        for (String path : List.of("/ten.txt", "/none", "/ten.txt", "/")) {
            labels.add(get(path).connectionLabel().orElseThrow());
        }
        assertThat(labels).containsOnly(labels.getFirst());
    }

    @Test
    void answersManyAtOnce() throws Exception {
        var random = new Random(7);
        List<byte[]> files = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            var bytes = new byte[random.nextInt(1_000_000)];
            random.nextBytes(bytes);
            files.add(bytes);
            Files.write(folder.resolve("f" + i), bytes);
        }
        List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            answers.add(client.sendAsync(request("/f" + i % 20).build(),
                    BodyHandlers.ofByteArray()));
        }
        for (int i = 0; i < 200; i++) {
            assertThat(answers.get(i).get().body()).isEqualTo(files.get(i % 20));
        }
    }

    @Test
    void sendsALargeFileWhole() throws Exception {
        long[] marks = {0, LARGE / 3, LARGE - 1};
        try (var file = new RandomAccessFile(large().toFile(), "rw")) {
            for (long mark : marks) {
                file.seek(mark);
                file.write('!');
            }
        }
        HttpResponse<InputStream> answer = client.send(request("/large").build(),
                BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValueAsLong("Content-Length"))
                .hasValue(LARGE);
        List<Long> found = new ArrayList<>();
        long position = 0;
        try (InputStream in = answer.body()) {
            var buffer = new byte[64 * 1024];
            for (int count; (count = in.read(buffer)) >= 0; position += count) {
                for (int i = 0; i < count; i++) {
                    if (buffer[i] != 0) {
                        found.add(position + i);
                    }
                }
            }
        }
        assertThat(position).isEqualTo(LARGE);
        assertThat(found).containsExactly(marks[0], marks[1], marks[2]);
    }

    @Test
    void holdsNoMoreThanAPieceOfWhatSlowClientsDoNotRead() throws Exception {
        large();
        List<TestClient> slow = new ArrayList<>();
        long before = usedHeap();
        for (int i = 0; i < 8; i++) {
            slow.add(TestClient.connectSlow(server.address(), PATIENCE)
                    .send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n"));
        }
        slow.forEach(one -> assertThat(one.readLine()).startsWith("HTTP/1.1 200"));
        if (OpenFiles.areKnown()) {
            assertThat(OpenFiles.below(folder)).isEqualTo(8);
        }
        assertThat(get("/ten.txt").body()).isEqualTo("0123456789");
        assertThat(usedHeap() - before).isLessThan(32 * 1024 * 1024);
        slow.forEach(TestClient::close);
        await().until(() -> OpenFiles.below(folder) == 0);
    }

    @Test
    void closesAFileWhenAllOfItIsSentThoughTheConnectionStays() throws Exception {
        try (var one = TestClient.connect(server.address(), PATIENCE)) {
            for (int i = 0; i < 3; i++) {
                one.send("GET /ten.txt HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(Answer.readFrom(one).text()).isEqualTo("0123456789");
                await().until(() -> OpenFiles.below(folder) == 0);
            }
        }
    }

    @Test
    void refusesToServeWhatIsNoFolder() {
        assertThatThrownBy(() -> HttpFileServer.start(ServerOptions.defaults(),
                folder.resolve("ten.txt")))
                .isInstanceOf(NotDirectoryException.class);
    }

    private Path large() throws IOException {
        Path file = folder.resolve("large");
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(LARGE);
        }
        return file;
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private HttpRequest.Builder request(String path, String... fields) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                + server.address().getPort() + path)).timeout(PATIENCE);
        return fields.length == 0 ? request : request.headers(fields);
    }

    private HttpResponse<String> get(String path, String... fields)
            throws Exception {
        return client.send(request(path, fields).build(),
                BodyHandlers.ofString(UTF_8));
    }

    private static String field(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse(null);
    }
}
