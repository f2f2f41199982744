package sevenservers.contract.cli;

import picocli.CommandLine.Option;

/**
 * Where a server listens. On a machine that is all its own, such as a container,
 * the environment may say once what all servers shall do.
 */
final class HostOption {

    @Option(names = "--host", paramLabel = "HOST",
            defaultValue = "${env:SEVEN_HOST:-127.0.0.1}",
            description = "name or address to listen on (127.0.0.1, or what the "
                    + "environment's SEVEN_HOST says)")
    private String host;

    String host() {
        return host;
    }
}
