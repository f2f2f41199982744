package sevenservers.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import sevenservers.contract.Service;
import sevenservers.tests.ChatClient;
import sevenservers.tests.Talk;

/** A member whose network is lost: nothing tells the server, nor the member. */
@NeedsDocker
@Timeout(300)
class NetworkIT {

    /** More than the kernel takes for who is not there. */
    private static final int MANY = 16_000;
    private static final String NOTICE = "(User andy ";

    @ParameterizedTest(name = "{0}")
    @MethodSource("sevenservers.interop.Styles#all")
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("docker network disconnect: B9 ends who is lost, C3 tells of it")
    void lostMember(String style) throws Exception {
        try (var network = Network.newNetwork();
                var server = ContainedServer.of(style, Service.CHAT)
                        .host(host -> host.withNetworkMode(network.getId()))
                        .options("--write-timeout", "1s").start();
                var guest = guest(network, server)) {
            ChatClient betty = ChatClient.join(server.connect(), "betty");
            guest.start();
            assertThat(betty.client().readLine()).startsWith(NOTICE + "connected");
            server.docker().disconnectFromNetworkCmd()
                    .withNetworkId(network.getId())
                    .withContainerId(guest.getContainerId()).exec();
            Talk talk = Talk.of(MANY, betty);
            betty.expect(NOTICE + "disconnected)");
            talk.awaitEnd(server.patience());
            server.docker().connectToNetworkCmd().withNetworkId(network.getId())
                    .withContainerId(guest.getContainerId()).exec();
            // Another client, whose input is at its end: it comes and goes.
            assertThat(guest.execInContainer(client(network, server).split(" "))
                    .getExitCode()).isZero();
            assertThat(betty.client().readLine()).startsWith(NOTICE + "connected");
            betty.expect(NOTICE + "disconnected)");
        }
    }

    /** A container with a client to whom nothing is typed. */
    private static GenericContainer<?> guest(Network network,
            ContainedServer server) {
        String silence = "sleep infinity | " + client(network, server);
        return new GenericContainer<>(SevenImage.name())
                .withImagePullPolicy(_ -> false).withNetwork(network)
                .withCreateContainerCmdModifier(
                        create -> create.withEntrypoint("sh", "-c", silence));
    }

    private static String client(Network network, ContainedServer server) {
        return "java -jar seven-servers.jar client andy --host "
                + server.addressWithin(network);
    }
}
