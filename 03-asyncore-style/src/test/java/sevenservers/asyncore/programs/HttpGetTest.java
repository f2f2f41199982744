package sevenservers.asyncore.programs;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sevenservers.asyncore.Loop;
import sevenservers.asyncore.programs.HttpGet.Result;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.http.HttpHead;
import sevenservers.contract.http.HttpUrl;
import sevenservers.tests.FakeServer;

@Timeout(120)
class HttpGetTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";

    @ParameterizedTest
    @ValueSource(longs = {0, 100_000})
    void understandsTheJdksServer(long announced) throws IOException {
        List<String> asked = new ArrayList<>();
        String text = "0123456789".repeat(10_000);
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI()
                    + " for " + exchange.getRequestHeaders().getFirst("Host"));
            // Without a length it sends chunks.
            exchange.sendResponseHeaders(200, announced);
            try (var out = exchange.getResponseBody()) {
                out.write(text.getBytes(US_ASCII));
            }
        });
        server.start();
        try {
            Received received = Received.from(server.getAddress(), "/a%20b?c=d");
            assertThat(received.result()).isEqualTo(new Result.Whole(200));
            assertThat(received.body()).isEqualTo(text);
            assertThat(received.heads()).hasSize(1);
            assertThat(asked).containsExactly("GET /a%20b?c=d for 127.0.0.1:"
                    + server.getAddress().getPort());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void getsFromTheFileServerOfThisModule(@TempDir Path folder)
            throws IOException {
        String text = "0123456789".repeat(1_000_000);
        Files.writeString(folder.resolve("f"), text);
        try (var server = HttpFileServer.start(ServerOptions.defaults(), folder)) {
            Received received = Received.from(server.address(), "/f");
            assertThat(received.result()).isEqualTo(new Result.Whole(200));
            assertThat(received.body()).isEqualTo(text);
            assertThat(Received.from(server.address(), "/none").result())
                    .isEqualTo(new Result.Whole(404));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Content-Length: 4\\r\\n\\r\\nbody",
        "content-length:4\\r\\n\\r\\nbody and more",
        "Content-Length: 4\\r\\nContent-Length: 4\\r\\n\\r\\nbody",
        "\\r\\nbody",
        "Transfer-Encoding: chunked\\r\\n\\r\\n4\\r\\nbody\\r\\n0\\r\\n\\r\\n",
        "Transfer-Encoding: Chunked\\r\\n\\r\\n2;a=b\\r\\nbo\\r\\n"
                + "002\\r\\ndy\\r\\n0\\r\\nTrailer: x\\r\\n\\r\\n",
        "Transfer-Encoding: chunked\\r\\nContent-Length: 99\\r\\n\\r\\n"
                + "4\\r\\nbody\\r\\n0\\r\\n\\r\\n"})
    void findsTheEndOfABody(String rest) throws IOException {
        String answer = OK + rest.translateEscapes();
        for (int piece : new int[] {answer.length(), 1}) {
            try (var server = answering(answer, piece)) {
                Received received = Received.from(server.address(), "/");
                assertThat(received.result()).isEqualTo(new Result.Whole(200));
                assertThat(received.body()).isEqualTo("body");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "HTTP/1.1 204 No Content\\r\\nContent-Length: 5\\r\\n\\r\\n | 204",
        "HTTP/1.1 304 Not Modified\\r\\n\\r\\nx | 304",
        "HTTP/1.1 200\\r\\nContent-Length: 0\\r\\n\\r\\n | 200",
        "HTTP/1.0 500 Oh\\r\\n\\r\\n | 500",
        "HTTP/1.1 100 Continue\\r\\n\\r\\n"
                + "HTTP/1.1 103 Early\\r\\nLink: x\\r\\n\\r\\n"
                + "HTTP/1.1 201 Made\\r\\nContent-Length: 0\\r\\n\\r\\n | 201"})
    void understandsAnAnswerWithoutBody(String answer, int status)
            throws IOException {
        try (var server = answering(answer.translateEscapes(), 7)) {
            Received received = Received.from(server.address(), "/");
            assertThat(received.result()).isEqualTo(new Result.Whole(status));
            assertThat(received.body()).isEmpty();
            assertThat(received.heads()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Content-Length: 5\\r\\n\\r\\nbody | ended before",
        "Transfer-Encoding: chunked\\r\\n\\r\\n4\\r\\nbody\\r\\n | ended before",
        "Transfer-Encoding: chunked\\r\\n\\r\\n5\\r\\nbody | ended before",
        "Transfer-Encoding: chunked\\r\\n\\r\\n"
                + "4\\r\\nbody\\r\\n0\\r\\n | ended before",
        "Transfer-Encoding: chunked\\r\\n\\r\\n"
                + "3\\r\\nbody\\r\\n | longer than its size",
        "Transfer-Encoding: chunked\\r\\n\\r\\n\\r\\nbody | without a size",
        "Transfer-Encoding: chunked\\r\\n\\r\\n-4\\r\\nbody | without a size",
        "Transfer-Encoding: chunked\\r\\n\\r\\n"
                + "ffffffffffffffff\\r\\n | without a size",
        "Transfer-Encoding: gzip, chunked\\r\\n\\r\\nx | not understood",
        "Content-Length: 4, 5\\r\\n\\r\\nbody | no length",
        "Content-Length: 4\\r\\nContent-Length: 5\\r\\n\\r\\nbody | no length",
        "Content-Length: -1\\r\\n\\r\\nbody | no length",
        "Content-Length: 99999999999999999999\\r\\n\\r\\nbody | no length",
        "Content-Length: 4\\r\\n | ended before",
        "A field\\r\\n\\r\\n | malformed field"})
    void saysWhyAnAnswerIsNotWhole(String rest, String reason) throws IOException {
        try (var server = answering(OK + rest.translateEscapes(), 1000)) {
            assertThat(failure(Received.from(server.address(), "/")))
                    .contains(reason);
        }
    }

    @Test
    void takesNoBrokenConnectionForAnEnd() throws IOException {
        try (var server = new FakeServer(visit -> {
            visit.hearHead();
            visit.say(OK + "\r\nbody").reset();
        })) {
            assertThat(failure(Received.from(server.address(), "/")))
                    .isEqualTo("the connection broke before the answer's end");
        }
    }

    @Test
    void understandsNoOtherProtocol() throws IOException {
        try (var server = FakeServer.saying("SSH-2.0-x\r\n\r\n")) {
            assertThat(failure(Received.from(server.address(), "/")))
                    .isEqualTo("not an answer of HTTP/1.1");
        }
    }

    @Test
    void givesUpAnEndlessHead() throws IOException {
        for (String again : List.of("A: b\r\n", "HTTP/1.1 100 Go on\r\n\r\n")) {
            try (var server = new FakeServer(visit -> {
                visit.hearHead();
                visit.say(again.startsWith("HTTP") ? "" : OK);
                while (true) {
                    visit.say(again);
                }
            })) {
                assertThat(failure(Received.from(server.address(), "/")))
                        .endsWith("is too long");
            }
        }
    }

    @Test
    void givesUpAnEndlessTrailer() throws IOException {
        try (var server = new FakeServer(visit -> {
            visit.hearHead();
            visit.say(OK + "Transfer-Encoding: chunked\r\n\r\n0\r\n");
            while (true) {
                visit.say("A: b\r\n");
            }
        })) {
            assertThat(failure(Received.from(server.address(), "/")))
                    .isEqualTo("too many trailers");
        }
    }

    @Test
    void givesUpWhenNothingComes() throws IOException {
        for (String so : List.of("", OK, OK + "Content-Length: 9\r\n\r\nbody")) {
            try (var server = new FakeServer(visit -> {
                visit.hearHead();
                visit.say(so).waitForEnd();
            })) {
                assertThat(failure(Received.from(server.address(), "/",
                        Duration.ofMillis(300))))
                        .isEqualTo("nothing has come in time");
            }
        }
    }

    @Test
    void waitsForMoreAsLongAsItComes() throws IOException {
        Duration pause = Duration.ofMillis(300);
        try (var server = new FakeServer(visit -> {
            visit.hearHead();
            visit.say(OK + "Content-Length: 8\r\n\r\n");
            for (int i = 0; i < 8; i++) {
                await().pollDelay(pause).until(() -> true);
                visit.say("x");
            }
        })) {
            assertThat(Received.from(server.address(), "/", pause.multipliedBy(5))
                    .result()).isEqualTo(new Result.Whole(200));
        }
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        InetSocketAddress nobody = FakeServer.nobody();
        assertThat(failure(Received.from(nobody, "/")))
                .startsWith("cannot reach 127.0.0.1:" + nobody.getPort() + ": ");
    }

    @Test
    void endsWhenTheReceiverFails() throws IOException {
        try (var server = answering(OK + "\r\nbody", 1000);
                var loop = new Loop()) {
            var received = new Received();
            HttpGet.get(loop, server.address(), HttpUrl.of("http://host/"),
                    Duration.ofSeconds(20), new HttpGet.Receiver() {

                        @Override
                        public void head(HttpHead head) {
                            received.head(head);
                        }

                        @Override
                        public void body(ByteBuffer piece) throws IOException {
                            throw new IOException("the disk is full");
                        }

                        @Override
                        public void end(Result result) {
                            received.end(result);
                        }
                    });
            loop.run();
            assertThat(failure(received)).isEqualTo("the disk is full");
        }
    }

    @Test
    void getsManyAtOnceInOneLoop() throws IOException {
        try (var server = answering(OK + "Content-Length: 4\r\n\r\nbody", 1);
                var loop = new Loop()) {
            List<Received> all = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                all.add(new Received());
                HttpGet.get(loop, server.address(), HttpUrl.of("http://host/"),
                        Duration.ofSeconds(20), all.getLast());
            }
            loop.run();
            assertThat(all).allSatisfy(one -> {
                assertThat(one.result()).isEqualTo(new Result.Whole(200));
                assertThat(one.body()).isEqualTo("body");
            });
        }
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

    private static String failure(Received received) {
        assertThat(received.result()).isInstanceOf(Result.Failed.class);
        return ((Result.Failed) received.result()).reason();
    }
}
