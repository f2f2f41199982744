package sevenservers.reactor.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sevenservers.tests.Wait.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sevenservers.contract.http.HttpUrl;
import sevenservers.reactor.CancelledException;
import sevenservers.reactor.Deferred;
import sevenservers.reactor.Reactor;
import sevenservers.tests.FakeServer;

/** Servers that answer as no server should, or as few do. */
@Timeout(120)
class FetchPageOddServerTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String LENGTH_9 = OK + "Content-Length: 9\r\n\r\n";
    private static final String CHUNKED =
            OK + "Transfer-Encoding: chunked\r\n\r\n";

    @TempDir
    Path folder;

    private Fetches fetches;

    @BeforeEach
    void start() throws IOException {
        fetches = new Fetches(folder);
        Files.writeString(fetches.file(), "before");
    }

    @AfterEach
    void close() throws IOException {
        fetches.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Content-Length: 4\\r\\n\\r\\nbody",
        "content-length:4\\r\\n\\r\\nbody and more",
        "Content-Length: 4\\r\\n\\r\\nbodyHTTP/1.1 404 Not Found\\r\\n\\r\\n",
        "Content-Length: 4\\r\\nContent-Length: 4\\r\\n\\r\\nbody",
        "\\r\\nbody",
        "Transfer-Encoding: chunked\\r\\n\\r\\n4\\r\\nbody\\r\\n0\\r\\n\\r\\n",
        "Transfer-Encoding: Chunked\\r\\n\\r\\n2;a=b\\r\\nbo\\r\\n"
                + "002\\r\\ndy\\r\\n0\\r\\nTrailer: x\\r\\n\\r\\nand more",
        "Transfer-Encoding: chunked\\r\\nContent-Length: 99\\r\\n\\r\\n"
                + "4\\r\\nbody\\r\\n0\\r\\n\\r\\n"})
    void findsTheEndOfAPage(String rest) throws IOException {
        String answer = "HTTP/1.1 103 Early\r\nLocation: /x\r\n\r\n" + OK
                + rest.translateEscapes();
        for (int piece : new int[] {answer.length(), 1}) {
            try (var server = answering(answer, piece)) {
                assertThat(fetches.fetch(url(server))).isEqualTo(4);
            }
            assertThat(fetches.file()).hasContent("body");
            Files.writeString(fetches.file(), "before");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 204 No\r\nContent-Length: 5\r\n\r\n",
        "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.0 203 Well\r\n\r\n",
        "HTTP/1.1 100 Go on\\n\\nHTTP/1.1 102 Wait\\n\\n"
                + "HTTP/1.1 201 Made\\nContent-Length: 0\\n\\n",
        OK + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"})
    void savesAPageOfNothing(String answer) throws IOException {
        try (var server = answering(answer.translateEscapes(), 7)) {
            assertThat(fetches.fetch(url(server))).isZero();
        }
        assertThat(fetches.file()).isEmptyFile();
    }

    /** It is the client that hangs up, and at once. */
    @ParameterizedTest
    @ValueSource(strings = {OK + "Content-Length: 4\r\n\r\nbody",
        OK + "Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n"})
    void waitsForNoEndOfTheConnection(String answer) throws IOException {
        try (var server = new FakeServer(visit -> {
            visit.hearHead();
            visit.say(answer).waitForEnd();
        })) {
            assertThat(fetches.fetch(url(server))).isEqualTo(4);
            awaitHangUp(server);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Content-Length: 5\\r\\n\\r\\nbody | ended before the answer did",
        "Transfer-Encoding: chunked\\r\\n\\r\\n4\\r\\nbody\\r\\n | ended before",
        "Transfer-Encoding: chunked\\r\\n\\r\\n5\\r\\nbody | ended before",
        "Transfer-Encoding: chunked\\r\\n\\r\\n"
                + "4\\r\\nbody\\r\\n0\\r\\n | ended before",
        "Content-Length: 4\\r\\n | ended before",
        "Transfer-Encoding: chunked\\r\\n\\r\\n"
                + "3\\r\\nbody\\r\\n | longer than its size",
        "Transfer-Encoding: chunked\\r\\n\\r\\n-4\\r\\nbody | without a size",
        "Transfer-Encoding: gzip, chunked\\r\\n\\r\\nx | not understood",
        "Content-Length: 4\\r\\nContent-Length: 5\\r\\n\\r\\nbody | no length",
        "Content-Length: 99999999999999999999\\r\\n\\r\\nbody | no length",
        "A field\\r\\n\\r\\nbody | malformed field",
        "A : b\\r\\n\\r\\nbody | malformed field",
        "A: b\\0\\r\\n\\r\\nbody | control character"})
    void saysWhyAPageIsNotWhole(String rest, String reason) throws IOException {
        failsWith(OK + rest.translateEscapes(), reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"'' | ended before the answer did",
        "HTTP/1.1 100 Go on\\r\\n\\r\\n | ended before the answer did",
        "SSH-2.0-x\\r\\n\\r\\n | not an answer of HTTP/1.1",
        "<html>\\r\\n\\r\\n | not an answer of HTTP/1.1",
        "HTTP/2 200 OK\\r\\n\\r\\n | not an answer of HTTP/1.1",
        "HTTP/1.1 600 Oh\\r\\n\\r\\n | not an answer of HTTP/1.1",
        "HTTP/1.1 404 \\r\\n\\r\\n | the server answers 404",
        "HTTP/1.1 404\\r\\n\\r\\n | the server answers 404",
        "HTTP/1.1 300 Which\\r\\nLocation: /x\\r\\n\\r\\n | answers 300 Which",
        "HTTP/1.0 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\n"
                + " | not understood"})
    void saysWhatIsNoPage(String answer, String reason) throws IOException {
        failsWith(answer.translateEscapes(), reason);
    }

    private void failsWith(String answer, String reason) throws IOException {
        for (int piece : new int[] {1000, 1}) {
            try (var server = answering(answer, piece)) {
                assertThat(fetches.failure(url(server))).contains(reason);
            }
        }
        assertThat(fetches.file()).hasContent("before");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", OK, OK + "\r\nbody", LENGTH_9 + "body",
        CHUNKED + "4\r\nbody\r\n"})
    void takesNoBrokenConnectionForAnEnd(String answer) throws IOException {
        try (var server = new FakeServer(visit -> {
            visit.hearHead();
            visit.say(answer).reset();
        })) {
            assertThat(fetches.failure(url(server)))
                    .startsWith("the connection broke: ");
        }
        assertThat(fetches.file()).hasContent("before");
    }

    @Test
    void isDisconnectedAtOnce() throws IOException {
        try (var server = new FakeServer(visit -> {
        })) {
            assertThat(fetches.failure(url(server)))
                    .startsWith("the connection ");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"| A | the first line is too long",
        "HTTP/1.1 200 OK\\r\\n | A: b\\r\\n | the head is too long",
        "| HTTP/1.1 100 Go on\\r\\n\\r\\n | is too long",
        "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n"
                + " | A: b\\r\\n | too many trailers",
        "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n | 0"
                + " | too long amid chunks",
        "HTTP/1.1 200 OK\\r\\n\\r\\n | body | the page has more than 20000 bytes"})
    void givesUpWhatHasNoEnd(String first, String again, String reason)
            throws IOException {
        String more = again.translateEscapes().repeat(100);
        try (var server = new FakeServer(visit -> {
            visit.hearHead();
            visit.say(first == null ? "" : first.translateEscapes());
            while (true) {
                visit.say(more);
            }
        })) {
            var limits = new FetchPage.Limits(Duration.ofSeconds(20), 20_000, 1);
            assertThat(fetches.failure(url(server), limits)).contains(reason);
            awaitHangUp(server);
        }
        assertThat(fetches.file()).hasContent("before");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 4\r\n\r\nbody", "\r\nbody",
        "Transfer-Encoding: chunked\r\n\r\n2\r\nbo\r\n2\r\ndy\r\n0\r\n\r\n"})
    void knowsTheLargestPageToTheByte(String rest) throws IOException {
        Duration time = Duration.ofSeconds(20);
        try (var server = answering(OK + rest, 1000)) {
            assertThat(fetches.failure(url(server),
                    new FetchPage.Limits(time, 3, 0))).isEqualTo(
                            "the page has more than 3 bytes (choose with"
                                    + " --max-size)");
            assertThat(fetches.file()).hasContent("before");
            assertThat(fetches.begin(url(server), fetches.file(),
                    new FetchPage.Limits(time, 4, 0)).length()).isEqualTo(4);
        }
        assertThat(fetches.file()).hasContent("body");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 100 Go on\r\n\r\n", OK, LENGTH_9 + "body",
        OK + "\r\nbody", CHUNKED + "4\r\nbody\r\n"})
    void waitsNoLongerThanItMay(String answer) throws IOException {
        try (var server = new FakeServer(visit -> {
            visit.hearHead();
            visit.say(answer).waitForEnd();
        })) {
            expectLate(url(server));
            awaitHangUp(server);
        }
        assertThat(fetches.file()).hasContent("before");
    }

    @ParameterizedTest
    @ValueSource(strings = {OK + "A: ", OK + "\r\n"})
    void waitsNoLongerThoughSomethingComes(String first) throws IOException {
        try (var server = new FakeServer(visit -> {
            visit.hearHead();
            visit.say(first);
            while (true) {
                await().pollDelay(Duration.ofMillis(30)).until(() -> true);
                visit.say("x");
            }
        })) {
            expectLate(url(server));
        }
    }

    /** The time is for all of the way, and the URL the one that was asked for. */
    @Test
    void countsTheTimeOfTheRedirectsToo() throws IOException {
        try (var server = new FakeServer(visit -> {
            visit.hearHead();
            await().pollDelay(Duration.ofMillis(120)).until(() -> true);
            visit.say("HTTP/1.1 302 Found\r\nLocation: /again\r\n\r\n");
        })) {
            expectLate(url(server));
            assertThat(server.heard()).contains("GET /again HTTP/1.1\r");
        }
    }

    @Test
    void waitsNoLongerForAConnection() throws IOException {
        try (var listener = new FullListener()) {
            expectLate("http://127.0.0.1:" + listener.port() + "/");
        }
        assertThat(fetches.file()).hasContent("before");
    }

    private void expectLate(String url) {
        var limits = new FetchPage.Limits(Duration.ofMillis(300), 1000, 5);
        assertThat(fetches.failure(url, limits)).isEqualTo(
                "not fetched within 0.3 s (choose with --timeout)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", OK, OK + "\r\nbody", LENGTH_9 + "body",
        CHUNKED + "4\r\nbody\r\n"})
    void hangsUpWhenItIsCancelled(String answer) throws IOException {
        var said = new CountDownLatch(1);
        try (var server = new FakeServer(visit -> {
            visit.hearHead();
            visit.say(answer);
            said.countDown();
            visit.waitForEnd();
        })) {
            Fetches.Fetch fetch = fetches.begin(url(server));
            await().until(() -> said.getCount() == 0);
            cancel(fetch);
            awaitHangUp(server);
        }
        assertThat(fetches.file()).hasContent("before");
    }

    @Test
    void canBeCancelledWhileItConnects() throws IOException {
        try (var listener = new FullListener()) {
            Fetches.Fetch fetch =
                    fetches.begin("http://127.0.0.1:" + listener.port() + "/");
            await().untilAsserted(() -> assertThat(fetches.reactor().reactor())
                    .extracting("channels").isEqualTo(1));
            cancel(fetch);
            fetches.reactor().awaitIdle();
        }
    }

    @Test
    void canBeCancelledWhileTheHostIsLookedUp() throws IOException {
        try (var server = answering(OK + "\r\nbody", 1000)) {
            Deferred<Long> page = fetches.reactor().call(() -> {
                Deferred<Long> made = FetchPage.fetch(fetches.reactor().reactor(),
                        HttpUrl.of(url(server)), fetches.file(), Fetches.LIMITS);
                made.cancel();
                return made;
            });
            Throwable[] failure = new Throwable[1];
            fetches.reactor().call(() -> page.addErrback(cause -> {
                failure[0] = cause;
                return 0L;
            }));
            assertThat(failure[0]).isInstanceOf(CancelledException.class);
            assertThat(server.heard()).isEmpty();
        }
        assertThat(fetches.file()).hasContent("before");
    }

    @Test
    void isNotUndoneByALateCancel() throws IOException {
        try (var server = answering(OK + "\r\nbody", 1000)) {
            Fetches.Fetch fetch = fetches.begin(url(server));
            assertThat(fetch.length()).isEqualTo(4);
            fetch.cancel();
        }
        assertThat(fetches.file()).hasContent("body");
    }

    private static void cancel(Fetches.Fetch fetch) {
        fetch.cancel();
        assertThat(fetch.failure()).isInstanceOf(CancelledException.class);
    }

    @Test
    void failsWithTheReactorsEnd() throws IOException {
        try (var reactor = new Reactor(); var server = new FakeServer(visit -> {
            visit.hearHead();
            visit.say(LENGTH_9 + "body");
            reactor.callFromThread(reactor::stop);
            visit.waitForEnd();
        })) {
            assertThatThrownBy(() -> reactor.runUntil(FetchPage.fetch(reactor,
                    HttpUrl.of(url(server)), fetches.file(), Fetches.LIMITS)))
                    .hasMessage("cancelled");
        }
        assertThat(fetches.file()).hasContent("before");
    }

    @Test
    void connectsNoMoreWhenTheReactorHasStopped() throws IOException {
        try (var reactor = new Reactor()) {
            reactor.stop();
            Deferred<PageGetter.Answer> answer = PageGetter.get(reactor,
                    FakeServer.nobody(),
                    HttpUrl.of("http://host/"), Duration.ofSeconds(1),
                    _ -> {
                    });
            assertThatThrownBy(() -> reactor.runUntil(answer))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the reactor has stopped");
        }
    }

    @Test
    void hangsUpWhenThePageIsNotTaken() throws IOException {
        try (var server = new FakeServer(visit -> {
            visit.hearHead();
            visit.say(LENGTH_9 + "body").waitForEnd();
        }); var reactor = new Reactor()) {
            Deferred<PageGetter.Answer> answer = PageGetter.get(reactor,
                    server.address(), HttpUrl.of(url(server)),
                    Duration.ofSeconds(20), _ -> {
                        throw new IOException("the disk is full");
                    });
            assertThatThrownBy(() -> reactor.runUntil(answer))
                    .hasMessage("the disk is full");
            awaitHangUp(server);
        }
    }

    /** What follows the head of a redirect is of no interest, however long. */
    @Test
    void doesNotWaitForTheBodyOfARedirect() throws IOException {
        try (var page = answering(OK + "\r\nbody", 1000);
                var server = new FakeServer(visit -> {
                    visit.hearHead();
                    visit.say("HTTP/1.1 302 Found\r\nLocation: " + url(page)
                            + "\r\n\r\n");
                    while (true) {
                        visit.say("more".repeat(1000));
                    }
                })) {
            assertThat(fetches.fetch(url(server))).isEqualTo(4);
            awaitHangUp(server);
        }
        assertThat(fetches.file()).hasContent("body");
    }

    @Test
    void fetchesManyAtOnceThatEndInDifferentWays() throws IOException {
        Path many = Files.createDirectory(folder.resolve("other"));
        var limits = new FetchPage.Limits(Duration.ofMillis(500), 1000, 0);
        try (var good = answering(OK + "\r\nbody", 1);
                var cut = answering(LENGTH_9 + "body", 1000);
                var silent = new FakeServer(FakeServer.Visit::waitForEnd)) {
            List<String> urls = List.of(url(good), url(cut), url(silent));
            List<Fetches.Fetch> all = urls.stream()
                    .map(url -> fetches.begin(url,
                            many.resolve(String.valueOf(urls.indexOf(url))),
                            limits))
                    .toList();
            assertThat(all.get(0).length()).isEqualTo(4);
            assertThat(all.get(1).failure()).hasMessageContaining("ended before");
            assertThat(all.get(2).failure()).hasMessageContaining("not fetched");
        }
        try (var files = Files.list(many)) {
            assertThat(files).containsExactly(many.resolve("0"));
        }
    }

    private static void awaitHangUp(FakeServer server) {
        await("the client has hung up").pollInterval(Duration.ofMillis(5))
                .until(() -> server.talks() == 0);
    }

    private static String url(FakeServer server) {
        return "http://127.0.0.1:" + server.port() + "/";
    }

    /** A server that sends its answer in pieces of so many characters. */
    private static FakeServer answering(String answer, int piece)
            throws IOException {
        return new FakeServer(visit -> {
            visit.hearHead();
            for (int i = 0; i < answer.length(); i += piece) {
                visit.say(answer.substring(i,
                        Math.min(i + piece, answer.length())));
            }
        });
    }
}
