package sevenservers.reactor.programs;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sevenservers.asyncore.programs.HttpFileServer;
import sevenservers.contract.ServerOptions;
import sevenservers.tests.FakeServer;

/** Pages of servers that were not written for the test. */
@Timeout(120)
class FetchPageTest {

    @TempDir
    Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private Fetches fetches;
    private String root;

    @BeforeEach
    void start() throws IOException {
        fetches = new Fetches(folder);
        server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        root = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void close() throws IOException {
        server.stop(0);
        fetches.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void savesALargePageWithALengthOrInChunks(boolean counted) throws IOException {
        var page = new byte[5_000_000];
        new Random(5).nextBytes(page);
        serve("/large", 200, counted ? page.length : 0, page);
        assertThat(fetches.fetch(root + "/large")).isEqualTo(page.length);
        assertThat(Files.readAllBytes(fetches.file())).isEqualTo(page);
    }

    @Test
    void asksAsABrowserWould() throws IOException {
        serve("/", 200, 4, "body".getBytes(US_ASCII));
        fetches.fetch(root + "/a%20b?c=d#e");
        assertThat(asked).containsExactly("GET /a%20b?c=d for "
                + root.substring("http://".length()) + ", close");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204})
    void savesAnEmptyPage(int status) throws IOException {
        serve("/", status, -1);
        assertThat(fetches.fetch(root)).isZero();
        assertThat(fetches.file()).isEmptyFile();
    }

    @Test
    void replacesTheFormerFile() throws IOException {
        Files.writeString(fetches.file(), "a longer text than the page");
        serve("/", 200, 4, "body".getBytes(US_ASCII));
        assertThat(fetches.fetch(root)).isEqualTo(4);
        assertThat(fetches.file()).hasContent("body");
    }

    @ParameterizedTest
    @CsvSource({"404, 404 Not Found", "500, 500 Internal Server Error",
        "503, 503 Service Unavailable", "304, 304 Not Modified"})
    void keepsTheFormerFileWhenThereIsNoPage(int status, String told)
            throws IOException {
        Files.writeString(fetches.file(), "before");
        serve("/", status, status == 304 ? -1 : 0, "an excuse".getBytes(US_ASCII));
        assertThat(fetches.failure(root + "/"))
                .isEqualTo("the server answers " + told);
        assertThat(fetches.file()).hasContent("before");
    }

    @ParameterizedTest
    @CsvSource({"301, /page?x=y, /page?x=y", "302, page, /a/page",
        "303, ../page, /page", "307, /page, /page", "308, //, ", "302, '', ",
        "302, https://127.0.0.1/, ", "302, http://, ", "302, 'a b', "})
    void followsARedirectToAPathOrNowhere(int status, String to, String then)
            throws IOException {
        serve("/", 200, 4, "body".getBytes(US_ASCII));
        redirect("/a/b", status, to);
        if (then == null) {
            assertThat(fetches.failure(root + "/a/b"))
                    .contains("http").contains("not ").contains(to);
            assertThat(fetches.file()).doesNotExist();
        } else {
            fetches.fetch(root + "/a/b");
            assertThat(asked).hasSize(2).last().asString()
                    .startsWith("GET " + then + " for ");
            assertThat(fetches.file()).hasContent("body");
        }
    }

    @Test
    void followsARedirectToAnotherServer() throws IOException {
        try (var other = new FakeServer(visit -> {
            visit.hearHead();
            visit.say("HTTP/1.1 200 OK\r\n\r\nbody");
        })) {
            redirect("/", 302, "HTTP://127.0.0.1:" + other.port() + "/x#y");
            assertThat(fetches.fetch(root)).isEqualTo(4);
            assertThat(other.heard()).startsWith("GET /x HTTP/1.1\r",
                    "Host: 127.0.0.1:" + other.port() + "\r");
        }
        assertThat(fetches.file()).hasContent("body");
    }

    /** Neither the redirect's body nor a failed hop counts for the page. */
    @Test
    void savesOnlyTheLastBody() throws IOException {
        serve("/page", 200, 4, "body".getBytes(US_ASCII));
        redirect("/", 302, "/page", new byte[100_000]);
        var limits = new FetchPage.Limits(Fetches.LIMITS.time(), 4, 1);
        assertThat(fetches.begin(root, fetches.file(), limits).length())
                .isEqualTo(4);
        assertThat(fetches.file()).hasContent("body");
    }

    @Test
    void followsNoLoop() throws IOException {
        Files.writeString(fetches.file(), "before");
        redirect("/", 302, "/");
        assertThat(fetches.failure(root + "/"))
                .isEqualTo("redirected more than 5 times (choose with"
                        + " --max-redirects)");
        assertThat(asked).hasSize(6);
        assertThat(fetches.file()).hasContent("before");
    }

    @Test
    void followsNoRedirectAtAllIfToldSo() throws IOException {
        redirect("/", 302, "/page");
        assertThat(fetches.failure(root + "/",
                new FetchPage.Limits(Fetches.LIMITS.time(), 100, 0)))
                .startsWith("redirected more than 0 times");
    }

    /** The message names the URL that fails, not the one that was typed. */
    @Test
    void saysWhereTheRedirectsHaveLed() throws IOException {
        redirect("/a", 302, "/b");
        redirect("/b", 302, "/none");
        serve("/none", 404, -1);
        assertThat(fetches.begin(root + "/a").failure())
                .hasMessage(root + "/none: the server answers 404 Not Found");
    }

    @Test
    void takesARedirectWithoutALocationForAFailure() throws IOException {
        serve("/", 302, -1);
        assertThat(fetches.failure(root + "/"))
                .startsWith("the server answers 302 ");
    }

    @Test
    void fetchesFromTheFileServer(@TempDir Path served) throws IOException {
        String page = "0123456789".repeat(300_000);
        Files.writeString(served.resolve("f"), page);
        Files.createDirectory(served.resolve("d"));
        Files.writeString(served.resolve("empty"), "");
        try (var files = HttpFileServer.start(ServerOptions.defaults(), served)) {
            String at = "http://127.0.0.1:" + files.address().getPort();
            assertThat(fetches.fetch(at + "/f")).isEqualTo(page.length());
            assertThat(fetches.file()).hasContent(page);
            assertThat(fetches.failure(at + "/none"))
                    .isEqualTo("the server answers 404 Not Found");
            assertThat(fetches.file()).hasContent(page);
            assertThat(fetches.fetch(at + "/empty")).isZero();
            assertThat(fetches.file()).isEmptyFile();
        }
    }

    @Test
    void fetchesManyAtOnce() throws IOException {
        serve("/", 200, 0, "0123456789".repeat(10_000).getBytes(US_ASCII));
        serve("/none", 404, -1);
        Path many = Files.createDirectory(folder.resolve("other"));
        List<Fetches.Fetch> all = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            all.add(fetches.begin(root + (i % 3 == 0 ? "/none" : "/"),
                    many.resolve("page" + i), Fetches.LIMITS));
        }
        for (int i = 0; i < 30; i++) {
            if (i % 3 == 0) {
                assertThat(all.get(i).failure()).hasMessageEndingWith("Not Found");
            } else {
                assertThat(all.get(i).length()).isEqualTo(100_000);
                assertThat(many.resolve("page" + i)).hasSize(100_000);
            }
        }
        try (var files = Files.list(many)) {
            assertThat(files).hasSize(20);
        }
    }

    @Test
    void understandsAnAddressOfIpv6() throws IOException {
        var loopback = new byte[16];
        loopback[15] = 1;
        HttpServer six;
        try {
            six = HttpServer.create(new InetSocketAddress(
                    InetAddress.getByAddress(loopback), 0), 0);
        } catch (IOException noIpv6) {
            six = abort("this machine has no IPv6: " + noIpv6.getMessage());
        }
        six.createContext("/", exchange -> {
            asked.add(exchange.getRequestHeaders().getFirst("Host"));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        six.start();
        try {
            String where = "[::1]:" + six.getAddress().getPort();
            assertThat(fetches.fetch("http://" + where)).isZero();
            assertThat(asked).containsExactly(where);
        } finally {
            six.stop(0);
        }
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        Files.writeString(fetches.file(), "before");
        String url = "http://127.0.0.1:" + FakeServer.nobody().getPort() + "/";
        assertThat(fetches.failure(url)).isEqualTo("Connection refused");
        assertThat(fetches.file()).hasContent("before");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-host.invalid", "a-b.invalid"})
    void saysThatThereIsNoSuchHost(String host) {
        assertThat(fetches.failure("http://" + host + "/"))
                .isEqualTo("no such host: " + host);
    }

    @Test
    void saysThatThereIsNoFolder() {
        Path file = folder.resolve("none/page");
        assertThat(fetches.begin(root, file, Fetches.LIMITS).failure())
                .hasMessage("no folder to write it to: " + file);
        assertThat(asked).isEmpty();
    }

    @Test
    void saysThatAFolderIsInTheFilesPlace() throws IOException {
        Path file = Files.createDirectory(fetches.file());
        assertThat(fetches.begin(root, file, Fetches.LIMITS).failure())
                .hasMessage("no file but a folder or a device: " + file);
        assertThat(asked).isEmpty();
    }

    @Test
    void writesNothingWhereItMayNot() throws IOException {
        Path closed = Files.createDirectory(folder.resolve("other"));
        assumeFalse("root".equals(System.getProperty("user.name")),
                "root may write everywhere");
        assertThat(closed.toFile().setWritable(false)).isTrue();
        try {
            assertThat(fetches.begin(root, closed.resolve("page"), Fetches.LIMITS)
                    .failure()).hasMessageStartingWith(closed.toString());
        } finally {
            assertThat(closed.toFile().setWritable(true)).isTrue();
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void writesAFileOnceAtATime() throws IOException {
        var hold = new CountDownLatch(1);
        try (var slow = new FakeServer(visit -> {
            visit.hearHead();
            visit.say("HTTP/1.1 200 OK\r\n\r\nbo").waitFor(hold).say("dy");
        })) {
            String url = "http://127.0.0.1:" + slow.port() + "/";
            Fetches.Fetch first = fetches.begin(url);
            assertThat(fetches.begin(url).failure())
                    .hasMessageStartingWith("being written already");
            hold.countDown();
            assertThat(first.length()).isEqualTo(4);
        }
        assertThat(fetches.file()).hasContent("body");
    }

    private void serve(String path, int status, long announced, byte... body) {
        server.createContext(path, exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI()
                    + " for " + exchange.getRequestHeaders().getFirst("Host") + ", "
                    + exchange.getRequestHeaders().getFirst("Connection"));
            // Without a length it sends chunks.
            exchange.sendResponseHeaders(status, announced);
            if (announced >= 0) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
    }

    private void redirect(String path, int status, String to, byte... body) {
        server.createContext(path, exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            exchange.getResponseHeaders().add("Location", to);
            exchange.sendResponseHeaders(status, 0);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }
}
