package sevenservers.asyncore.programs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sevenservers.asyncore.AsyncoreStyle;
import sevenservers.asyncore.Main;
import sevenservers.tests.Outcome;

@Timeout(120)
class HttpFileCommandTest {

    @TempDir
    Path folder;

    @Test
    void servesAFolderUntilAnEmptyLine() throws Exception {
        Files.writeString(folder.resolve("f"), "content of f");
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), Main.class.getName(),
                "files", "--port", "0", folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader out = process.inputReader(UTF_8)) {
            String listens = out.readLine();
            String port = listens.replaceAll(".*:(\\d+),.*", "$1");
            assertThat(listens).isEqualTo("03 files listens on 127.0.0.1:" + port
                    + ", an empty line or Ctrl-C stops it");
            assertThat(Outcome.of(new AsyncoreStyle(), "get",
                    "http://127.0.0.1:" + port + "/f"))
                    .isEqualTo(new Outcome(0, "content of f\n", ""));
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            assertThat(out.readLine()).isEqualTo("03 files stopped");
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void refusesWhatIsNoFolder() {
        Outcome outcome = Outcome.of(new AsyncoreStyle(), "files", "--port", "0",
                folder.resolve("none").toString());
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("DIR must be a folder, but is ");
    }

    @Test
    void saysThatAPortIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Outcome outcome = Outcome.of(new AsyncoreStyle(), "files", "--port",
                    String.valueOf(taken.getLocalPort()), folder.toString());
            assertThat(outcome.status()).isEqualTo(1);
            assertThat(outcome.err().lines()).singleElement().asString()
                    .startsWith("cannot listen on 127.0.0.1:");
        }
    }
}
