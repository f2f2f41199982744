package sevenservers.interop;

import java.nio.file.Path;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;

/**
 * Programs that nobody here wrote, in a container. It has the network of this
 * machine: a port that Docker maps has a proxy before it, which makes an end of
 * stream of a reset, and behind which a test does not see the kernel's queues.
 */
final class ForeignContainer extends GenericContainer<ForeignContainer> {

    /** It has a name and stays, so that it is built once. */
    private static final ImageFromDockerfile IMAGE =
            new ImageFromDockerfile("seven-servers-foreign", false)
                    .withFileFromPath(".", Path.of("src/test/docker/foreign"))
                    .withBuildImageCmdModifier(
                            build -> build.withNetworkMode("host"));

    /**
     * @param ready what the program prints when it can be used, as a regular
     *              expression
     */
    ForeignContainer(String ready, String... command) {
        super(IMAGE);
        withNetworkMode("host");
        withCommand(command);
        waitingFor(Wait.forLogMessage(ready, 1));
    }
}
