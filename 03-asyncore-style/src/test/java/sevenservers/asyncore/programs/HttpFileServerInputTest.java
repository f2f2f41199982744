package sevenservers.asyncore.programs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static sevenservers.tests.Wait.PATIENCE;
import static sevenservers.tests.Wait.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sevenservers.contract.ServerOptions;
import sevenservers.tests.OpenFiles;
import sevenservers.tests.TestClient;

/** The file server and clients that send whatever they like. */
@Timeout(300)
class HttpFileServerInputTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final String GET = "GET /f HTTP/1.1\r\nHost: x\r\n\r\n";

    @TempDir
    Path outside;

    private final List<TestClient> clients = new ArrayList<>();
    private final Warnings warnings = new Warnings();
    private Path folder;
    private HttpFileServer server;

    @BeforeEach
    void makeFiles() throws IOException {
        Files.writeString(outside.resolve("secret"), "secret");
        folder = Files.createDirectory(outside.resolve("served"));
        Files.writeString(folder.resolve("f"), "content of f");
    }

    @AfterEach
    void close() {
        clients.forEach(TestClient::close);
        if (server != null) {
            server.close();
            assertThat(TestClient.canConnect(server.address(), PATIENCE)).isFalse();
        }
        assertThat(OpenFiles.below(folder)).isZero();
        warnings.close();
        assertThat(warnings.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../secret", "/%2e%2e/secret", "/%2E%2E%2Fsecret",
        "/..%2fsecret", "/..%5csecret", "/..\\secret", "/x/../../secret",
        "/./../secret", "//../secret", "/f/../../secret", "/%2e%2e%5c%2fsecret",
        "/.%2e/secret", "/secret%00", "/f%00.html", "/f%0d%0aX-Evil:%20yes",
        "/%", "/%2", "/%zz", "/%ff%fe", "/%c0%ae%c0%ae/secret", "/f#x",
        "http://x/../secret", "http:/secret", "../secret", "*", "f", "x:80",
        "https://x/f", "/\u00e9"})
    void refusesAPathThatIsNotJustNames(String target) throws IOException {
        Answer answer = ask("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.all()).doesNotContain("secret").doesNotContain("Evil");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/link/secret", "/file", "/up/secret", "/index/"})
    void followsNoLinkThatLeadsOut(String target) throws IOException {
        Path index = Files.createDirectory(folder.resolve("index"));
        Files.createSymbolicLink(folder.resolve("link"), outside);
        Files.createSymbolicLink(folder.resolve("file"), outside.resolve("secret"));
        Files.createSymbolicLink(folder.resolve("up"), Path.of(".."));
        Files.createSymbolicLink(index.resolve("index.html"),
                Path.of("../../secret"));
        Answer answer = ask("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.all()).doesNotContain("secret");
    }

    @Test
    void tellsFoldersThatBeginAlikeApart() throws IOException {
        Path other = Files.createDirectory(outside.resolve("served-not"));
        Files.writeString(other.resolve("x"), "secret");
        Files.createSymbolicLink(folder.resolve("link"), other);
        assertThat(ask("GET /link/x HTTP/1.1\r\nHost: x\r\n\r\n").status())
                .isEqualTo(404);
    }

    @Test
    void followsALinkThatStaysInside() throws IOException {
        Files.createSymbolicLink(folder.resolve("link"), Path.of("f"));
        assertThat(ask("GET /link HTTP/1.1\r\nHost: x\r\n\r\n").text())
                .isEqualTo("content of f");
    }

    @Test
    void movesNobodyToAnotherHost() throws IOException {
        Files.createDirectory(folder.resolve("evil.example"));
        for (String target : List.of("/evil.example", "//evil.example",
                "///evil.example", "http://x//evil.example")) {
            Answer answer = ask("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(answer.status()).as(target).isEqualTo(301);
            assertThat(answer.field("Location")).isEqualTo("/evil.example/");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "400 | GET /f HTTP/1.1\\r\\n",
        "400 | GET /f HTTP/1.1\\r\\nHost: x\\r\\nHost: x\\r\\n",
        "400 | GET /f HTTP/1.1\\r\\nHost: x y\\r\\n",
        "400 | GET /f HTTP/1.0\\r\\nHost: x\\r\\nHost: y\\r\\n",
        "400 | GET /f\\r\\n",
        "400 | GET  /f HTTP/1.1\\r\\nHost: x\\r\\n",
        "400 | GET /f /g HTTP/1.1\\r\\nHost: x\\r\\n",
        "400 | GET /f http/1.1\\r\\nHost: x\\r\\n",
        "400 | G(T /f HTTP/1.1\\r\\nHost: x\\r\\n",
        "400 | GET /f HTTP/1.1\\r\\nHost : x\\r\\n",
        "400 | GET /f HTTP/1.1\\r\\nHost: x\\r\\n folded\\r\\n",
        "400 | GET /f HTTP/1.1\\r\\nHost: x\\r\\nno field\\r\\n",
        "400 | GET /f HTTP/1.1\\r\\nHost: x\\r\\nA: \\0\\r\\n",
        "400 | GET /f HTTP/1.1\\r\\nHost: x\\rA: b\\r\\n",
        "400 | GET /f HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: -1\\r\\n",
        "400 | GET /f HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 1, 2\\r\\n",
        "505 | GET /f HTTP/2.0\\r\\nHost: x\\r\\n",
        "501 | GET /f HTTP/1.1\\r\\nHost: x\\r\\nTransfer-Encoding: chunked\\r\\n",
        "413 | GET /f HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 5\\r\\n",
        "405 | POST /f HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 5\\r\\n"})
    void endsWhenNobodyCanTellWhereTheNextRequestBegins(int status, String head)
            throws IOException {
        TestClient client = connect().send(head.translateEscapes() + "\r\n"
                + "GET /f HTTP/1.1\r\nHost: x\r\n\r\n");
        Answer answer = Answer.readFrom(client);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.field("Connection")).isEqualTo("close");
        client.expectEnd();
    }

    @ParameterizedTest
    @CsvSource({"POST, 405", "PUT, 405", "DELETE, 405", "OPTIONS, 405",
        "TRACE, 405", "CONNECT, 405", "PATCH, 405", "BREW, 501", "get, 501"})
    void knowsWhichMethodsItDoesNotServe(String method, int status)
            throws IOException {
        TestClient client = connect();
        client.send(method + " /f HTTP/1.1\r\nHost: x\r\n\r\n");
        Answer answer = Answer.readFrom(client);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.field("Allow")).isEqualTo(status == 405 ? "GET, HEAD"
                : null);
        assertThat(Answer.readFrom(client.send(GET)).text())
                .isEqualTo("content of f");
    }

    @Test
    void understandsARequestByteByByte() throws IOException {
        TestClient client = connect().sendByteByByte(GET.getBytes(UTF_8));
        assertThat(Answer.readFrom(client).text()).isEqualTo("content of f");
        client.sendByteByByte("\r\n\nGET /f HTTP/1.1\nhOST:x\n\n".getBytes(UTF_8));
        assertThat(Answer.readFrom(client).text()).isEqualTo("content of f");
    }

    @Test
    void understandsAWholeUrl() throws IOException {
        assertThat(ask("GET HTTP://x:1/f?q HTTP/1.1\r\nHost: x:1\r\n\r\n").text())
                .isEqualTo("content of f");
    }

    @Test
    void answersTheImpatientInOrder() throws IOException {
        var large = new byte[3_000_000];
        Files.write(folder.resolve("large"), large);
        TestClient client = connect();
        client.send((GET + "HEAD /f HTTP/1.1\r\nHost: x\r\n\r\n"
                + "GET /none HTTP/1.1\r\nHost: x\r\n\r\n"
                + "GET /large HTTP/1.1\r\nHost: x\r\n\r\n").repeat(100) + GET)
                .finish();
        for (int i = 0; i < 100; i++) {
            assertThat(Answer.readFrom(client).text()).isEqualTo("content of f");
            assertThat(Answer.readHeadFrom(client).field("Content-Length"))
                    .isEqualTo("12");
            assertThat(Answer.readFrom(client).status()).isEqualTo(404);
            assertThat(Answer.readFrom(client).text()).hasSize(large.length);
        }
        assertThat(Answer.readFrom(client).text()).isEqualTo("content of f");
        client.expectEnd();
    }

    @Test
    void readsNoRequestsWhileAnAnswerIsUnderWay() throws IOException {
        Files.write(folder.resolve("large"), new byte[50_000_000]);
        TestClient client = connectSlow(server())
                .send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(client.readLine()).startsWith("HTTP/1.1 200");
        Thread sending = Thread.ofVirtual().uncaughtExceptionHandler((_, _) -> {
            // It is not allowed to send everything.
        }).start(() -> client.send(GET.repeat(1_000_000)));
        await("no more is taken").pollDelay(SHORT)
                .until(() -> sending.isAlive());
        client.close();
        await().until(() -> !sending.isAlive());
    }

    @Test
    void endsWhenTheClientAsksForIt() throws IOException {
        TestClient client = connect()
                .send("GET /f HTTP/1.1\r\nHost: x\r\nConnection: a, Close\r\n\r\n"
                        + GET);
        Answer answer = Answer.readFrom(client);
        assertThat(answer.text()).isEqualTo("content of f");
        assertThat(answer.field("Connection")).isEqualTo("close");
        client.expectEnd();
    }

    @Test
    void keepsAConnectionOfHttp10OnlyIfAskedTo() throws IOException {
        TestClient client = connect()
                .send("GET /f HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n");
        Answer answer = Answer.readFrom(client);
        assertThat(answer.text()).isEqualTo("content of f");
        assertThat(answer.field("Connection")).isEqualTo("keep-alive");
        client.send("GET /f HTTP/1.0\r\n\r\n");
        assertThat(Answer.readFrom(client).field("Connection")).isEqualTo("close");
        client.expectEnd();
    }

    @Test
    void endsWhoseHeadIsTooLong() throws IOException {
        String head = "GET /f HTTP/1.1\r\nHost: x\r\nA: ";
        String full = head + "a".repeat(8192 - head.length() - 4) + "\r\n\r\n";
        assertThat(ask(full).status()).isEqualTo(200);
        assertThat(ask(full.replace("A: ", "AB: ")).status()).isEqualTo(431);
        TestClient client = connect();
        client.send("GET /" + "a".repeat(100_000));
        assertThat(Answer.readFrom(client).status()).isEqualTo(414);
        client.expectEnd();
        client = connect();
        client.send("\r\n".repeat(10_000));
        assertThat(Answer.readFrom(client).status()).isEqualTo(414);
        client.expectEnd();
    }

    @Test
    void endsWhoDoesNotSayMore() throws IOException {
        server = start(new HttpFileServer.Patience(LONG, SHORT), 100);
        connect().expectEnd();
        TestClient client = connect().send(GET);
        assertThat(Answer.readFrom(client).text()).isEqualTo("content of f");
        client.expectEnd();
    }

    @Test
    void endsWhoDoesNotFinishAHeadHoweverOftenMoreComes() throws IOException {
        server = start(new HttpFileServer.Patience(SHORT, LONG), 100);
        TestClient client = connect().send("GET /f HTTP/1.1\r\nHost: x\r\n");
        await().pollInterval(Duration.ofMillis(20)).until(() -> {
            client.send("a");
            return client.hasInput();
        });
        assertThat(Answer.readFrom(client).status()).isEqualTo(408);
        client.expectEnd();
    }

    @Test
    void endsWhoTakesNothingAndClosesTheFile() throws IOException {
        makeLarge();
        server = HttpFileServer.start(ServerOptions.defaults()
                .withWriteTimeout(SHORT), folder);
        TestClient client = connectSlow(server)
                .send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(client.readLine()).startsWith("HTTP/1.1 200");
        await().until(() -> OpenFiles.below(folder) == 0);
        assertThat(client.readToEnd().length).isLessThan(100_000_000);
    }

    @Test
    void closesTheFileWhenTheClientResets() throws IOException {
        assumeTrue(OpenFiles.areKnown(), "only Linux tells which files are open");
        makeLarge();
        server = HttpFileServer.start(ServerOptions.defaults()
                .withWriteTimeout(Duration.ofHours(1)), folder);
        for (String requests : List.of("", GET.repeat(1000))) {
            TestClient client = connectSlow(server())
                    .send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n" + requests);
            assertThat(client.readLine()).startsWith("HTTP/1.1 200");
            assertThat(OpenFiles.below(folder)).isEqualTo(1);
            client.reset();
            await().until(() -> OpenFiles.below(folder) == 0);
        }
        assertThat(ask(GET).text()).isEqualTo("content of f");
    }

    @Test
    void endsShortWhenAFileBecomesShorter() throws IOException {
        makeLarge();
        TestClient client = connectSlow(server())
                .send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(client.readLine()).startsWith("HTTP/1.1 200");
        try (var file = new RandomAccessFile(
                folder.resolve("large").toFile(), "rw")) {
            file.setLength(1000);
        }
        assertThat(client.readToEnd().length).isLessThan(100_000_000);
        assertThat(warnings.take()).singleElement().asString()
                .contains("a file has become shorter meanwhile");
        assertThat(ask(GET).text()).isEqualTo("content of f");
    }

    @Test
    void sendsNoMoreThanItSaidWhenAFileGrows() throws IOException {
        Files.write(folder.resolve("large"), new byte[20_000_000]);
        TestClient client = connectSlow(server())
                .send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(client.readLine()).startsWith("HTTP/1.1 200");
        try (var file = new RandomAccessFile(
                folder.resolve("large").toFile(), "rw")) {
            file.setLength(30_000_000);
        }
        while (!client.readLine().equals("\r")) {
            // The rest of the head.
        }
        client.readExactly(20_000_000);
        assertThat(Answer.readFrom(client.send(GET)).text())
                .isEqualTo("content of f");
    }

    @Test
    void refusesWhoIsOneTooMany() throws IOException {
        server = start(HttpFileServer.Patience.DEFAULT, 2);
        TestClient first = connect().send(GET);
        assertThat(Answer.readFrom(first).status()).isEqualTo(200);
        assertThat(Answer.readFrom(connect().send(GET)).status()).isEqualTo(200);
        TestClient third = connect();
        assertThat(Answer.readFrom(third).status()).isEqualTo(503);
        third.expectEnd();
        first.finish().expectEnd();
        assertThat(ask(GET).text()).isEqualTo("content of f");
    }

    @Test
    void survivesResets() throws IOException {
        TestClient other = connect();
        connect().reset();
        connect().send("GET /f").reset();
        connect().send(GET).reset();
        connect().send(GET.repeat(1000)).reset();
        assertThat(Answer.readFrom(other.send(GET)).text())
                .isEqualTo("content of f");
    }

    @Test
    void costsNothingWhileItWaits() throws IOException {
        makeLarge();
        TestClient idle = connect().send(GET);
        assertThat(Answer.readFrom(idle).status()).isEqualTo(200);
        connect().send("GET");
        TestClient slow = connectSlow(server())
                .send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n" + GET.repeat(500));
        assertThat(slow.readLine()).startsWith("HTTP/1.1 200");
        Duration before = cpuTime();
        await().pollDelay(Duration.ofMillis(500)).until(() -> true);
        assertThat(cpuTime().minus(before)).isLessThan(Duration.ofMillis(50));
    }

    @Test
    void endsGracefully() throws IOException {
        Files.write(folder.resolve("large"), new byte[10_000_000]);
        TestClient idle = connect();
        TestClient reading = connectSlow(server())
                .send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(reading.readLine()).startsWith("HTTP/1.1 200");
        Thread closing = Thread.ofVirtual().start(server::close);
        idle.expectEnd();
        idle.close();
        while (!reading.readLine().equals("\r")) {
            // The rest of the head.
        }
        assertThat(reading.readToEnd()).hasSize(10_000_000);
        reading.close();
        await().until(() -> !closing.isAlive());
    }

    @Test
    void answersNothingForAPipe() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")),
                "there is no mkfifo to make a pipe with");
        new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start()
                .waitFor();
        assertThat(ask("GET /pipe HTTP/1.1\r\nHost: x\r\n\r\n").status())
                .isEqualTo(404);
    }

    private static Duration cpuTime() {
        var management = ManagementFactory.getThreadMXBean();
        return Duration.ofNanos(Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("03-files"))
                .mapToLong(thread -> management.getThreadCpuTime(thread.threadId()))
                .sum());
    }

    private void makeLarge() throws IOException {
        try (var file = new RandomAccessFile(
                folder.resolve("large").toFile(), "rw")) {
            file.setLength(100_000_000);
        }
    }

    private Answer ask(String request) throws IOException {
        TestClient client = connect().send(request);
        Answer answer = Answer.readFrom(client);
        client.close();
        return answer;
    }

    private TestClient connect() throws IOException {
        return keep(TestClient.connect(server().address(), PATIENCE));
    }

    private TestClient connectSlow(HttpFileServer one) {
        return keep(TestClient.connectSteady(one.address(), PATIENCE));
    }

    private TestClient keep(TestClient client) {
        clients.add(client);
        return client;
    }

    private HttpFileServer server() throws IOException {
        if (server == null) {
            server = HttpFileServer.start(ServerOptions.defaults(), folder);
        }
        return server;
    }

    private HttpFileServer start(HttpFileServer.Patience patience,
            int maxConnections) throws IOException {
        return HttpFileServer.start(ServerOptions.defaults()
                .withMaxConnections(maxConnections), folder, patience);
    }
}
