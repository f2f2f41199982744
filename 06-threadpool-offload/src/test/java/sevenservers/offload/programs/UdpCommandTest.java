package sevenservers.offload.programs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sevenservers.offload.Main;
import sevenservers.offload.OffloadStyle;
import sevenservers.tests.Outcome;

@Timeout(120)
class UdpCommandTest {

    private static final int SIGTERM_STATUS = 128 + 15;

    @ParameterizedTest
    @CsvSource({"udp-time,'',\\w{3} \\w{3} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d{4}",
        "udp-echo,Hello,Hello", "udp-fib,30,fib\\(30\\) = 1346269"})
    void answersUntilAnEmptyLineStopsIt(String word, String question,
            String answer) throws Exception {
        Process process = start(word);
        try (BufferedReader out = process.inputReader(UTF_8);
                var asker = new Asker()) {
            InetSocketAddress server = address(word, out.readLine());
            assertThat(asker.ask(server, question)).matches(answer);
            process.getOutputStream().write("not yet\n\n".getBytes(UTF_8));
            process.getOutputStream().flush();
            assertThat(out.readLine()).isEqualTo("06 " + word + " stopped");
            assertThat(exitStatus(process)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aSignalStopsItButTheEndOfInputDoesNot() throws Exception {
        Process process = start("udp-fib");
        try (BufferedReader out = process.inputReader(UTF_8);
                var asker = new Asker()) {
            process.getOutputStream().close();
            InetSocketAddress server = address("udp-fib", out.readLine());
            assertThat(asker.send(server, "35").ask(server, "last"))
                    .contains("last");
            process.toHandle().destroy();
            assertThat(asker.receiveText()).isEqualTo("fib(35) = 14930352");
            assertThat(out.readLine()).isEqualTo("06 udp-fib stopped");
            assertThat(exitStatus(process)).isEqualTo(SIGTERM_STATUS);
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp-time", "udp-echo", "udp-fib"})
    void saysThatAPortIsTaken(String word) throws IOException {
        try (var taken = new Asker()) {
            int port = taken.address().getPort();
            Outcome outcome =
                    Outcome.of(new OffloadStyle(), word, "--port", "" + port);
            assertThat(outcome.err()).isEqualTo("cannot listen on 127.0.0.1:" + port
                    + ": Address already in use (choose with --host and --port)"
                    + System.lineSeparator());
            assertThat(outcome.status()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"udp-time,14000", "udp-echo,15000", "udp-fib,16000"})
    void helpsWithWhatMakesSense(String word, String port) {
        Outcome help = Outcome.of(new OffloadStyle(), word, "--help");
        assertThat(help.status()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out()).contains("--host", "(" + port + ")", "--verbose")
                .doesNotContain("connections");
        assertThat(Outcome.of(new OffloadStyle(), word, "--max-connections", "1")
                .status()).isEqualTo(2);
        assertThat(Outcome.of(new OffloadStyle(), word, "--port", "65536")
                .status()).isEqualTo(2);
    }

    private static Process start(String word) throws IOException {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), Main.class.getName(),
                word, "--port", "0").redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static InetSocketAddress address(String word, String listens) {
        int port = Integer.parseInt(listens.replaceAll(".*:(\\d+),.*", "$1"));
        assertThat(listens).isEqualTo("06 " + word + " listens on 127.0.0.1:" + port
                + ", an empty line or Ctrl-C stops it");
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static int exitStatus(Process process) throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        return process.exitValue();
    }
}
