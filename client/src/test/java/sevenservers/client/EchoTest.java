package sevenservers.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sevenservers.client.FakeServer.Handler;

/** Checking echo servers, honest and other ones. */
@Timeout(120)
class EchoTest {

    private static final int FIVE_MB = 5_000_000;

    @TempDir
    Path folder;

    private final CountDownLatch over = new CountDownLatch(1);
    private FakeServer server;

    @AfterEach
    void stop() {
        over.countDown();
        if (server != null) {
            server.close();
        }
    }

    private void awaitEndOfTest() {
        try {
            over.await();
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    private static void echo(InputStream in, OutputStream out) throws IOException {
        in.transferTo(out);
    }

    private RunningClient check(Handler handler, String... more)
            throws IOException {
        server = FakeServer.handling(handler);
        List<String> args =
                new ArrayList<>(List.of("echo", "--port", server.port()));
        args.addAll(List.of(more));
        return RunningClient.piped(args.toArray(String[]::new));
    }

    private String bigFile() throws IOException {
        byte[] bytes = new byte[FIVE_MB];
        new Random(8881).nextBytes(bytes);
        return Files.write(folder.resolve("big"), bytes).toString();
    }

    private static void fails(RunningClient client, String message)
            throws Exception {
        assertThat(client.status()).isEqualTo(1);
        assertThat(client.err()).matches(message + "\n");
        assertThat(client.out()).isEmpty();
    }

    @Test
    void linesComeBackFromAnHonestServer() throws Exception {
        try (RunningClient client = check(EchoTest::echo)) {
            client.type("hello\nü\u001b ☺\n\nlast").endInput();
            assertThat(client.status()).isZero();
            assertThat(client.out())
                    .isEqualTo("19 bytes (4 lines) came back unchanged\n");
            assertThat(client.err()).isEmpty();
        }
    }

    @Test
    void oneLineAndNothingAreCountedToo() throws Exception {
        try (RunningClient client = check(EchoTest::echo)) {
            client.type("\n").endInput();
            assertThat(client.status()).isZero();
            assertThat(client.out())
                    .isEqualTo("1 byte (1 line) came back unchanged\n");
        }
        stop();
        try (RunningClient client = check(EchoTest::echo)) {
            client.endInput();
            assertThat(client.status()).isZero();
            assertThat(client.out())
                    .isEqualTo("0 bytes (0 lines) came back unchanged\n");
        }
    }

    @Test
    void aBigFileComesBack() throws Exception {
        try (RunningClient client = check(EchoTest::echo, bigFile())) {
            assertThat(client.status()).isZero();
            assertThat(client.out()).startsWith("5,000,000 bytes (")
                    .endsWith(" lines) came back unchanged\n");
        }
    }

    @Test
    void aChangedByteIsFound() throws Exception {
        Handler corrupting = (in, out) -> {
            byte[] all = new byte[FIVE_MB];
            for (int offset = 0; offset < all.length;) {
                int count = in.read(all, offset, all.length - offset);
                int changed = 4_321_098 - offset;
                if (changed >= 0 && changed < count) {
                    all[offset + changed] ^= 1;
                }
                out.write(all, offset, count);
                offset += count;
            }
        };
        String file = bigFile();
        byte sent = Files.readAllBytes(Path.of(file))[4_321_098];
        try (RunningClient client = check(corrupting, file)) {
            fails(client,
                    String.format("the byte at offset 4,321,098 was sent as 0x%02x "
                            + "and came back as 0x%02x", sent, (sent ^ 1) & 0xff));
        }
    }

    @Test
    void aLostTailIsFound() throws Exception {
        Handler dropping = (in, out) -> {
            byte[] all = in.readAllBytes();
            out.write(all, 0, all.length - 3);
        };
        try (RunningClient client = check(dropping)) {
            client.type("hello, world\n").endInput();
            fails(client,
                    "the server ended the connection too early, at offset 10; "
                            + "13 bytes were sent");
        }
    }

    @Test
    void aServerThatGivesUpHalfWayIsFound() throws Exception {
        Handler half = (in, out) -> out.write(in.readNBytes(2_000_000));
        try (RunningClient client = check(half, bigFile())) {
            fails(client,
                    "the (connection broke|server ended the connection too early,) "
                            + "at offset [0-9,]+.*");
        }
    }

    @Test
    void aServerThatEndsBeforeTheInputDoesIsFound() throws Exception {
        Handler oneLine = (in, out) -> out.write(in.readNBytes(6));
        try (RunningClient client = check(oneLine)) {
            client.type("hello\n");
            fails(client, "the server ended the connection too early, at offset 6; "
                    + "6 bytes were sent");
        }
    }

    @Test
    void surplusIsFound() throws Exception {
        Handler twice = (in, out) -> {
            byte[] all = in.readAllBytes();
            out.write(all);
            out.write(all);
        };
        try (RunningClient client = check(twice)) {
            client.type("hello\n").endInput();
            fails(client, "more came back than was sent, from offset 6 on");
        }
    }

    @Test
    void aServerThatOnlyTakesIsNotWaitedForForever() throws Exception {
        Handler silent = (in, out) -> {
            in.readAllBytes();
            awaitEndOfTest();
        };
        try (RunningClient client = check(silent, "--timeout", "200ms")) {
            client.type("hello\n").endInput();
            fails(client, "nothing came for 0.2s: 0 of 6 sent bytes are back");
        }
    }

    @Test
    void aServerThatDoesNotEndTheConnectionIsFound() throws Exception {
        Handler staying = (in, out) -> {
            in.transferTo(out);
            awaitEndOfTest();
        };
        try (RunningClient client = check(staying, "--timeout", "200ms")) {
            client.type("hello\n").endInput();
            fails(client,
                    "6 bytes came back, but for 0.2s the server did not end the "
                            + "connection");
        }
    }

    @Test
    void aPersonMayThinkAsLongAsSheLikes() throws Exception {
        var thinking = new CountDownLatch(1);
        Handler noting = (in, out) -> {
            out.write(in.readNBytes(2));
            out.flush();
            thinking.countDown();
            in.transferTo(out);
        };
        try (RunningClient client = check(noting, "--timeout", "50ms")) {
            client.type("a\n");
            thinking.await();
            await().during(Duration.ofMillis(300))
                    .until(() -> client.err().isEmpty());
            client.type("b\n").endInput();
            assertThat(client.status()).isZero();
            assertThat(client.out())
                    .isEqualTo("4 bytes (2 lines) came back unchanged\n");
        }
    }

    @Test
    void aPersonSeesTheLinesComeBackEscaped() throws Exception {
        server = FakeServer.handling(EchoTest::echo);
        try (RunningClient client = RunningClient.atTerminal(() -> {
            throw new IOException("echo needs no line editor");
        }, "--port", server.port(), "echo")) {
            client.type("héllo\n");
            client.awaitOut("< héllo\n");
            client.type("a\u001bb\n").endInput();
            assertThat(client.status()).isZero();
            assertThat(client.out()).isEqualTo(
                    """
                    < héllo
                    < a\\u001Bb
                    11 bytes (2 lines) came back unchanged
                    """);
        }
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws Exception {
        Path missing = folder.resolve("missing");
        try (RunningClient client =
                RunningClient.piped("echo", missing.toString())) {
            assertThat(client.status()).isEqualTo(1);
            assertThat(client.err())
                    .isEqualTo("cannot read " + missing + ": no such file\n");
        }
        try (RunningClient client = check(EchoTest::echo, folder.toString())) {
            assertThat(client.status()).isEqualTo(1);
            assertThat(client.err()).startsWith("cannot read ");
        }
    }

    @Test
    void whereNobodyListensTheClientSaysSo() throws Exception {
        server = new FakeServer();
        server.close();
        try (var client = RunningClient.piped("echo", "--port", server.port())) {
            fails(client,
                    "cannot reach " + server.address() + ": Connection refused .*");
        }
    }

    @Test
    void bytesAreComparedAndNotText() throws Exception {
        Handler asText = (in, out) -> out
                .write(new String(in.readAllBytes(), UTF_8).getBytes(UTF_8));
        try (RunningClient client = check(asText)) {
            client.type((byte) 'a', (byte) 0xe9).endInput();
            fails(client,
                    "the byte at offset 1 was sent as 0xe9 and came back as 0xef");
        }
    }
}
