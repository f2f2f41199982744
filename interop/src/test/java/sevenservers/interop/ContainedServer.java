package sevenservers.interop;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import sevenservers.contract.Service;
import sevenservers.tests.ServerUnderTest;

/**
 * A server in a container of its own, which can write no file. Its clients stand
 * outside, and reach it by a port of the host.
 */
final class ContainedServer extends ServerUnderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration START = Duration.ofSeconds(60);

    private final GenericContainer<?> container;
    private final Service service;

    private ContainedServer(GenericContainer<?> container, Service service) {
        super(PATIENCE);
        this.container = container;
        this.service = service;
    }

    /** Starts a style's server with these options. */
    static ContainedServer start(String style, Service service, String... options) {
        return start(style, service, _ -> {
        }, options);
    }

    /** Starts a style's server within limits. */
    @SuppressWarnings("resource") // It is closed with the server.
    static ContainedServer start(String style, Service service,
            Consumer<HostConfig> limits, String... options) {
        List<String> words = new ArrayList<>(List.of(style, service.toString()));
        words.addAll(List.of(options));
        var port = new PortBinding(Binding.bindIp("127.0.0.1"),
                ExposedPort.tcp(service.port()));
        var container = new GenericContainer<>(SevenImage.name())
                .withImagePullPolicy(_ -> false)
                .withCommand(words.toArray(String[]::new))
                .withExposedPorts(service.port())
                .withCreateContainerCmdModifier(create -> {
                    HostConfig host = create.getHostConfig();
                    host.withPortBindings(port).withReadonlyRootfs(true);
                    limits.accept(host);
                })
                .waitingFor(Wait.forLogMessage(".* listens on .*", 1)
                        .withStartupTimeout(START));
        container.start();
        return new ContainedServer(container, service);
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress(container.getHost(),
                container.getMappedPort(service.port()));
    }

    /** The container, for what Docker can do to it. */
    String id() {
        return container.getContainerId();
    }

    DockerClient docker() {
        return container.getDockerClient();
    }

    /** What Docker knows of the container. */
    InspectContainerResponse inspect() {
        return docker().inspectContainerCmd(id()).exec();
    }

    /** All that it has printed. */
    String output() {
        return container.getLogs();
    }

    /** Stops it as {@code docker stop} does, and returns when it has ended. */
    @Override
    public void stop() {
        docker().stopContainerCmd(id()).exec();
    }

    @Override
    protected void release() {
        container.stop();
    }
}
