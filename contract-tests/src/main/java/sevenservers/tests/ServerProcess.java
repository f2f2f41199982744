package sevenservers.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sevenservers.contract.Quietly;
import sevenservers.contract.Style;

/** A server in a process that is started here. */
public final class ServerProcess extends ProcessUnderTest {

    private static final Pattern PORT = Pattern.compile(".*:(\\d+)[^:\\d]*\\R");
    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final ProcessOutput output;
    private final ProcessOutput errors;
    private final InetSocketAddress address;

    private ServerProcess(Process process, Duration patience) {
        super(patience);
        this.process = process;
        output = new ProcessOutput(process.getInputStream());
        errors = new ProcessOutput(process.getErrorStream());
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port());
    }

    /**
     * Starts any program that says in its first line where it listens, and waits
     * until it does.
     *
     * @param patience how long to wait for anything that it should do then
     */
    public static ServerProcess start(List<String> command, Duration patience)
            throws IOException {
        return new ServerProcess(new ProcessBuilder(command).start(), patience);
    }

    static Launch of(Style style, String program) {
        return new Launch(style, program);
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public String output() {
        return output.text();
    }

    @Override
    public String errors() {
        return errors.text();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The number by which the system knows the process. */
    public long pid() {
        return process.pid();
    }

    @Override
    public Duration cpuTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    @Override
    public int descriptors() {
        try (Stream<Path> open =
                Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
            return (int) open.count();
        } catch (IOException ended) {
            throw new UncheckedIOException("the server process has ended", ended);
        }
    }

    @Override
    public void signal(String name) {
        assumeTrue(Files.exists(Path.of("/bin/sh")),
                "there is no shell to send signals");
        try {
            String command = "kill -" + name + " " + process.pid();
            int status = new ProcessBuilder("sh", "-c", command).start().waitFor();
            assertThat(status).as("exit status of %s", command).isZero();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void type(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(UTF_8));
            process.getOutputStream().flush();
        } catch (IOException ended) {
            throw new AssertionError("the server process reads no input", ended);
        }
    }

    @Override
    public void endInput() {
        Quietly.close(process.getOutputStream());
    }

    @Override
    public int awaitExit() {
        try {
            boolean ended =
                    process.waitFor(patience().toMillis(), TimeUnit.MILLISECONDS);
            assertThat(ended).as("the server process has ended within %s s",
                    patience().toSeconds()).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        output.awaitEnd();
        errors.awaitEnd();
        return process.exitValue();
    }

    /** Asks the process to end (SIGTERM) and waits until it has. */
    @Override
    public void stop() {
        // Process.destroy() would also close the streams that are still being read.
        process.toHandle().destroy();
        awaitExit();
    }

    @Override
    protected void release() {
        process.destroyForcibly().onExit().join();
        output.awaitEnd();
        errors.awaitEnd();
        endInput();
    }

    /** The process says in its first line where it listens. */
    private int port() {
        try {
            Wait.until("the server process says where it listens", START,
                    () -> PORT.matcher(output.text()).lookingAt()
                            || !process.isAlive());
            Matcher firstLine = PORT.matcher(output.text());
            assertThat(firstLine.lookingAt())
                    .as("the first line names a port: %s%s",
                            output.text(), errors.text())
                    .isTrue();
            return Integer.parseInt(firstLine.group(1));
        } catch (AssertionError | RuntimeException failure) {
            release();
            throw failure;
        }
    }

    /** How a server process is to be started. */
    public static final class Launch implements ProcessUnderTest.Launch {

        private final Style style;
        private final String program;
        private final List<String> flags = new ArrayList<>();
        private final List<String> args = new ArrayList<>();
        private Duration patience = Wait.PATIENCE;
        private boolean ignoresOptions;
        private Optional<Faults> wire = Optional.empty();
        private int descriptors;
        private int port;

        private Launch(Style style, String program) {
            this.style = style;
            this.program = program;
        }

        Launch patience(Duration patience) {
            this.patience = patience;
            return this;
        }

        Launch ignoringOptions() {
            ignoresOptions = true;
            return this;
        }

        @Override
        public Launch through(Faults faults) {
            wire = Optional.of(faults);
            return this;
        }

        public Launch port(int port) {
            this.port = port;
            return this;
        }

        /** The largest heap, and the most memory of buffers beside the heap. */
        @Override
        public Launch memory(int megabytes) {
            flags.add("-Xmx" + megabytes + "m");
            flags.add("-XX:MaxDirectMemorySize=" + megabytes + "m");
            return this;
        }

        /** The most descriptors that the process may open; needs a Unix shell. */
        @Override
        public Launch descriptors(int most) {
            assumeTrue(Files.exists(Path.of("/proc/self/fd")),
                    "descriptors cannot be counted");
            descriptors = most;
            return this;
        }

        /** Options of the server's command line; the smallest servers have none. */
        @Override
        public Launch options(String... options) {
            if (!ignoresOptions) {
                args.addAll(List.of(options));
            }
            return this;
        }

        @Override
        public ServerProcess start() {
            try {
                ServerProcess server = ServerProcess.start(command(), patience);
                wire.ifPresent(server::layWire);
                return server;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private List<String> command() {
            var command = new ArrayList<String>();
            if (descriptors > 0) {
                command.addAll(List.of("sh", "-c", "ulimit -n $0; exec \"$@\"",
                        String.valueOf(descriptors)));
            }
            command.add(Path.of(System.getProperty("java.home"), "bin", "java")
                    .toString());
            command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                    "-XX:+ExitOnOutOfMemoryError", "-Xmx64m",
                    "--enable-native-access=ALL-UNNAMED"));
            command.addAll(flags);
            command.addAll(List.of("-cp", System.getProperty("java.class.path"),
                    ServerMain.class.getName(), style.name(), program, "--port",
                    String.valueOf(port)));
            command.addAll(args);
            return command;
        }
    }
}
