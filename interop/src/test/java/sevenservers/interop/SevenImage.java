package sevenservers.interop;

import java.nio.file.Path;

/** The image of the project, built once for all tests. */
final class SevenImage {

    /** Where the Dockerfile stands. */
    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private SevenImage() {
    }

    /** The name of the image, which is there. */
    static String name() {
        return Built.NAME;
    }

    /** A class is initialized once, by whoever comes first. */
    private static final class Built {

        static final String NAME = build();

        private static String build() {
            // Not the name that people use, who may run another build.
            String name = "seven-servers:test";
            Cli.succeed("docker", "build", "--quiet", "--tag", name, ".");
            return name;
        }
    }
}
