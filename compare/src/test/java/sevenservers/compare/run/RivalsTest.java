package sevenservers.compare.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sevenservers.contract.Quietly;
import sevenservers.contract.Service;

@Timeout(60)
class RivalsTest {

    private static final int MORE_THAN_A_SOCKET_TAKES = 4_000_000;
    private static final int LITTLE = 16 * 1024;

    static Stream<Program> rivals() {
        return Rivals.all();
    }

    @ParameterizedTest
    @MethodSource("rivals")
    void echoesAllToWhoTakesLittleAtATime(Program rival) throws Exception {
        assumeTrue(rival.isInstalled(), "it is not installed");
        byte[] bytes = new byte[MORE_THAN_A_SOCKET_TAKES];
        new Random(1).nextBytes(bytes);
        try (var servers = new Servers(List.of())) {
            InetSocketAddress server =
                    servers.start(rival.command(Service.ECHO, List.of())).target()
                            .address();
            assertThat(echo(server, bytes)).isEqualTo(bytes);
            assertThat(echo(server, bytes)).as("of the next").isEqualTo(bytes);
        }
    }

    @Test
    void oneThatCannotDoTheWorkIsLeftOut() {
        Program rival = Rivals.all().findFirst().orElseThrow();
        assertThat(rival.command(Service.ECHO, List.of())).isNotEmpty();
        assertThat(rival.command(Service.ECHO,
                List.of("--max-connections", "20000")))
                .isEqualTo(rival.command(Service.ECHO, List.of()));
        assertThat(rival.command(Service.ECHO, List.of("--work", "sleep:20ms")))
                .isEmpty();
        assertThat(rival.command(Service.CHAT, List.of())).isEmpty();
    }

    private static byte[] echo(InetSocketAddress server, byte[] bytes)
            throws IOException {
        try (var socket = new Socket()) {
            socket.setReceiveBufferSize(LITTLE);
            socket.setSoTimeout(30_000);
            socket.connect(server);
            Thread sender = Thread.startVirtualThread(() -> send(socket, bytes));
            byte[] all = socket.getInputStream().readNBytes(bytes.length);
            Quietly.join(sender);
            return all;
        }
    }

    private static void send(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
