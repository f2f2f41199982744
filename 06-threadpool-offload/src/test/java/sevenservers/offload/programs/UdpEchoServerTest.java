package sevenservers.offload.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sevenservers.contract.ServerOptions;

@Timeout(120)
class UdpEchoServerTest {

    @Test
    void saysHello() throws IOException {
        try (var server = UdpEchoServer.start(ServerOptions.defaults());
                var asker = new Asker()) {
            assertThat(asker.ask(server.address(), "Hello")).isEqualTo("Hello");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8192, 8193, 65_507})
    void returnsEachDatagramWhole(int length) throws IOException {
        var data = new byte[length];
        new Random(length).nextBytes(data);
        try (var server = UdpEchoServer.start(ServerOptions.defaults());
                var asker = new Asker()) {
            assertThat(asker.send(server.address(), data).receive())
                    .isEqualTo(data);
        }
    }

    @Test
    void answersTheOneWhoHasAsked() throws IOException {
        try (var server = UdpEchoServer.start(ServerOptions.defaults());
                var andy = new Asker();
                var betty = new Asker()) {
            andy.send(server.address(), "andy");
            betty.send(server.address(), "betty");
            assertThat(betty.receiveText()).isEqualTo("betty");
            assertThat(andy.receiveText()).isEqualTo("andy");
        }
    }

    @Test
    void servesAtAnIpv6AddressToo() throws IOException {
        assumeTrue(Asker.has("::1"));
        try (var server =
                UdpEchoServer.start(ServerOptions.defaults().withHost("::1"));
                var asker = new Asker(server.address().getAddress())) {
            assertThat(asker.ask(server.address(), "Hello")).isEqualTo("Hello");
        }
    }
}
