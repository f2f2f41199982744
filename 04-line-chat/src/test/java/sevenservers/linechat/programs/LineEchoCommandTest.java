package sevenservers.linechat.programs;

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
import sevenservers.contract.cli.CommandLines;
import sevenservers.linechat.LineChatStyle;
import sevenservers.linechat.Main;
import sevenservers.tests.TestClient;

@Timeout(120)
class LineEchoCommandTest {

    @Test
    void anEmptyLineStopsIt() throws Exception {
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), Main.class.getName(),
                "lines", "--port", "0")
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader out = process.inputReader(UTF_8)) {
            String listens = out.readLine();
            int port = Integer.parseInt(listens.replaceAll(".*:(\\d+),.*", "$1"));
            assertThat(listens).isEqualTo("04 lines listens on 127.0.0.1:" + port
                    + ", an empty line or Ctrl-C stops it");
            TestClient client = TestClient.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    PATIENCE).send("one\n").expectLine("one");
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            client.expectEnd();
            client.close();
            assertThat(out.readLine()).isEqualTo("04 lines stopped");
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void saysThatAPortIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var err = new StringWriter();
            var commands = CommandLines.of(new LineChatStyle())
                    .setErr(new PrintWriter(err, true));
            int port = taken.getLocalPort();
            assertThat(CommandLines.execute(commands, "lines", "--port",
                    String.valueOf(port))).isEqualTo(1);
            assertThat(err.toString().lines()).singleElement().asString()
                    .startsWith("cannot listen on 127.0.0.1:" + port);
        }
    }
}
