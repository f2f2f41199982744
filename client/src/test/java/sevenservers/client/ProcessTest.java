package sevenservers.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.client.FakeServer.Caller;

/** The client as a process of its own, with real pipes. */
@Timeout(120)
class ProcessTest {

    private FakeServer server;
    private Process client;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
    }

    private void run(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dstdout.encoding=US-ASCII", "-Dstdin.encoding=US-ASCII", "-cp",
                System.getProperty("java.class.path"), ClientMain.class.getName()));
        command.addAll(List.of(args));
        client = new ProcessBuilder(command).start();
    }

    @AfterEach
    void stop() {
        client.destroyForcibly();
        server.close();
    }

    private int status() throws InterruptedException {
        assertThat(client.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return client.exitValue();
    }

    private static String all(InputStream in) throws IOException {
        return new String(in.readAllBytes(), UTF_8);
    }

    @Test
    void aRefusedClientDoesNotWaitForInput() throws Exception {
        run("andy", "--port", server.port());
        try (Caller andy = server.accept()) {
            andy.line();
            andy.send("! name taken\n");
            andy.finish();
            assertThat(status()).isEqualTo(1);
            assertThat(all(client.getErrorStream())).contains("refused: name taken")
                    .hasLineCount(1);
        }
    }

    @Test
    void aClientWhoseServerEndsDoesNotWaitForInput() throws Exception {
        run("andy", "--port", server.port());
        try (Caller andy = server.welcome("andy")) {
            client.getOutputStream().write("hi\n".getBytes(UTF_8));
            client.getOutputStream().flush();
            assertThat(andy.line()).isEqualTo("andy:hi");
            andy.finish();
            assertThat(status()).isEqualTo(1);
            assertThat(all(client.getErrorStream()))
                    .isEqualTo("the server ended the connection\n");
        }
    }

    @Test
    void textIsUtf8WhateverTheSystemPrefers() throws Exception {
        run("andy", "--port", server.port());
        try (Caller andy = server.welcome("andy")) {
            client.getOutputStream().write("zażółć ☺".getBytes(UTF_8));
            client.getOutputStream().close();
            assertThat(andy.line()).isEqualTo("andy:zażółć ☺");
            assertThat(andy.line()).isNull();
            andy.send("#[betty]>>> gęślą 𝄞\n");
            andy.finish();
            assertThat(status()).isZero();
            assertThat(all(client.getInputStream()))
                    .isEqualTo("CLIENT: 127.0.0.1:50312\n#[betty]>>> gęślą 𝄞\n");
            assertThat(all(client.getErrorStream())).isEmpty();
        }
    }
}
