package sevenservers.select.programs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import sevenservers.contract.cli.CommandLines;
import sevenservers.select.Main;
import sevenservers.select.SelectStyle;
import sevenservers.tests.TestClient;

@Timeout(120)
class ServerProgramTest {

    private static final int SIGTERM_STATUS = 128 + 15;

    @ParameterizedTest
    @ValueSource(strings = {"question", "framed-chat"})
    void anEmptyLineStopsIt(String word) throws Exception {
        Process process = start(word);
        try (BufferedReader out = process.inputReader(UTF_8)) {
            TestClient client = connect(word, out.readLine());
            // As Windows has it: others are stopped by an LF alone.
            process.getOutputStream().write("not yet\r\n\r\n".getBytes(UTF_8));
            process.getOutputStream().flush();
            client.expectEnd();
            client.close();
            assertThat(out.readLine()).isEqualTo("02 " + word + " stopped");
            assertThat(exitStatus(process)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"question", "framed-chat"})
    void aSignalStopsItButTheEndOfInputDoesNot(String word) throws Exception {
        Process process = start(word);
        try (BufferedReader out = process.inputReader(UTF_8)) {
            process.getOutputStream().close();
            TestClient client = connect(word, out.readLine());
            process.toHandle().destroy();
            client.expectEnd();
            client.close();
            assertThat(out.readLine()).isEqualTo("02 " + word + " stopped");
            assertThat(exitStatus(process)).isEqualTo(SIGTERM_STATUS);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void saysThatAPortIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var err = new StringWriter();
            assertThat(execute(err, "question", "--port",
                    String.valueOf(taken.getLocalPort()))).isEqualTo(1);
            assertThat(err.toString().lines()).singleElement().asString()
                    .startsWith(
                            "cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void refusesWhatMakesNoSense() {
        var err = new StringWriter();
        assertThat(execute(err, "framed-chat", "--port", "65536")).isEqualTo(2);
        assertThat(execute(err, "question", "--max-connections", "0")).isEqualTo(2);
        assertThat(execute(err, "question", "what")).isEqualTo(2);
        assertThat(execute(err, "framed-client")).isEqualTo(2);
        assertThat(execute(err, "framed-client", "andy", "--port", "0"))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"question", "framed-chat", "framed-client"})
    void helps(String word) {
        var err = new StringWriter();
        assertThat(execute(err, word, "--help")).isZero();
        assertThat(err.toString()).isEmpty();
    }

    private static Process start(String word) throws IOException {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), Main.class.getName(),
                word, "--port", "0").redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** A client that the server has accepted, since it has had an answer. */
    private static TestClient connect(String word, String listens) {
        int port = Integer.parseInt(listens.replaceAll(".*:(\\d+),.*", "$1"));
        assertThat(listens).isEqualTo("02 " + word + " listens on 127.0.0.1:" + port
                + ", an empty line or Ctrl-C stops it");
        var server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        if (word.equals("framed-chat")) {
            return FramedMember.connect(server).join("andy").client;
        }
        TestClient client = TestClient.connect(server, PATIENCE).send("?");
        client.readLine();
        return client;
    }

    private static int exitStatus(Process process) throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        return process.exitValue();
    }

    private static int execute(StringWriter err, String... args) {
        CommandLine commands = CommandLines.of(new SelectStyle());
        commands.setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err, true));
        return CommandLines.execute(commands, args);
    }
}
