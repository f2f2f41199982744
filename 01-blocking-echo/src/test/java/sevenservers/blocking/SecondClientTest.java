package sevenservers.blocking;

import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Service;
import sevenservers.tests.Subject;
import sevenservers.tests.TestClient;

/** The problem that the course starts from. */
@Timeout(120)
class SecondClientTest {

    @Test
    @DisplayName("TinyEcho serves the second client when the first has gone")
    void theSecondWaits() throws IOException {
        Subject tiny = Subject.tiny(new BlockingStyle());
        try (var server = tiny.start(Service.ECHO, ServerOptions.defaults());
                var first = TestClient.connect(server.address(), PATIENCE);
                var second = new Socket(InetAddress.getLoopbackAddress(),
                        server.address().getPort())) {
            second.setSoTimeout((int) PATIENCE.toMillis());
            first.send("first\n").expectLine("first");
            second.getOutputStream().write('s');
            for (int i = 0; i < 100; i++) {
                first.send(i + "\n").expectLine("" + i);
            }
            assertThat(second.getInputStream().available())
                    .as("bytes for the second, after a hundred rounds of the first")
                    .isZero();
            first.finish().expectEnd();
            assertThat(second.getInputStream().read()).isEqualTo('s');
        }
    }

}
