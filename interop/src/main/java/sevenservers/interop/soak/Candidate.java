package sevenservers.interop.soak;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import sevenservers.contract.Service;
import sevenservers.contract.Style;
import sevenservers.interop.soak.visits.Visit;
import sevenservers.interop.soak.visits.Visits;

/**
 * A server that is to be soaked.
 *
 * @param name what it is called in tables
 * @param command starts it; its first line says where it listens
 * @param visits what is done to it
 */
record Candidate(String name, List<String> command, List<Visit> visits) {

    private static final int MAX_CONNECTIONS = 64;

    /** So that Ctrl-C at a terminal, which reaches all, ends none too early. */
    private static final List<String> DEAF =
            Files.isExecutable(Path.of("/bin/sh"))
                    ? List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh")
                    : List.of();

    /** A style's server of a service, with limits that are reached soon. */
    static Candidate of(Style style, Service service, Duration writeTimeout) {
        List<String> words = new ArrayList<>(
                List.of(style.getClass().getPackageName() + ".Main",
                        service.toString(), "--port", "0", "--max-connections",
                        String.valueOf(MAX_CONNECTIONS), "--join-timeout", "2s",
                        "--write-timeout", writeTimeout.toMillis() + "ms"));
        return new Candidate(style.name() + " " + service,
                java(style.jvmOptions(), words),
                Visits.of(service, MAX_CONNECTIONS));
    }

    /** The command that runs a class of this class path in a small JVM. */
    static List<String> java(List<String> flags, List<String> words) {
        List<String> command = new ArrayList<>(DEAF);
        command.add(
                Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-XX:-UseDynamicNumberOfCompilerThreads",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(words);
        return command;
    }
}
