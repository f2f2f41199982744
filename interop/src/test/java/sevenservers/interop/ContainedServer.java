package sevenservers.interop;

import static sevenservers.tests.Wait.PATIENCE;
import static sevenservers.tests.Wait.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import sevenservers.contract.Service;
import sevenservers.tests.ServerUnderTest;

/**
 * A server in a container of its own, which can write no file. Its clients stand
 * outside, and reach it by a port of the host.
 */
final class ContainedServer extends ServerUnderTest {

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
        return of(style, service).options(options).start();
    }

    /** Prepares a style's server. */
    static Launch of(String style, Service service) {
        return new Launch(style, service);
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

    /** The address at which the other containers of a network reach it. */
    String addressWithin(Network network) {
        return inspect().getNetworkSettings().getNetworks().values().stream()
                .filter(one -> network.getId().equals(one.getNetworkID()))
                .findFirst().orElseThrow().getIpAddress();
    }

    /** Runs a command in the container, and returns what it prints. */
    String run(String... command) throws IOException, InterruptedException {
        return container.execInContainer(command).getStdout().strip();
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

    /**
     * Freezes all its processes, as {@code docker pause} does. On a busy machine an
     * engine with control groups of version 1 may need several tries: "I think the
     * caller should have a retry mechanism" (runc, pull request 4388).
     */
    void pause() {
        await("docker pause").ignoreException(InternalServerErrorException.class)
                .until(() -> {
                    docker().pauseContainerCmd(id()).exec();
                    return true;
                });
    }

    void resume() {
        docker().unpauseContainerCmd(id()).exec();
    }

    @Override
    protected void release() {
        container.stop();
    }

    /** How a container is to be started. */
    static final class Launch {

        private final Service service;
        private final List<String> words = new ArrayList<>();
        private Consumer<CreateContainerCmd> more = _ -> {
        };

        private Launch(String style, Service service) {
            this.service = service;
            words.addAll(List.of(style, service.toString()));
        }

        /** Options of the server. */
        Launch options(String... options) {
            words.addAll(List.of(options));
            return this;
        }

        /** What else the container shall be. */
        Launch create(Consumer<CreateContainerCmd> change) {
            more = more.andThen(change);
            return this;
        }

        /** What else the host shall do for it, or not. */
        Launch host(Consumer<HostConfig> change) {
            return create(create -> change.accept(create.getHostConfig()));
        }

        /** Starts it, and waits until it listens. */
        @SuppressWarnings("resource") // It is closed with the server.
        ContainedServer start() {
            var container = new GenericContainer<>(SevenImage.name())
                    .withImagePullPolicy(_ -> false)
                    .withCommand(words.toArray(String[]::new))
                    .withExposedPorts(service.port())
                    .withCreateContainerCmdModifier(this::prepare)
                    .waitingFor(Wait.forLogMessage(".* listens on .*", 1)
                            .withStartupTimeout(START));
            container.start();
            return new ContainedServer(container, service);
        }

        private void prepare(CreateContainerCmd create) {
            create.getHostConfig().withReadonlyRootfs(true)
                    .withPortBindings(new PortBinding(Binding.bindIp("127.0.0.1"),
                            ExposedPort.tcp(service.port())));
            more.accept(create);
        }
    }
}
