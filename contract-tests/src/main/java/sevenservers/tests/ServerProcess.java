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
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sevenservers.contract.Quietly;
import sevenservers.contract.Style;

/**
 * A server in a process of its own: its processor time, its descriptors and what it
 * prints can be looked at, and it can be given signals and typed input.
 */
public final class ServerProcess extends ServerUnderTest {

    private static final Pattern PORT = Pattern.compile(".*:(\\d+)[^:\\d]*\\R");
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final Duration IDLE = Duration.ofMillis(100);

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

    /** What the process has printed to its standard output. */
    public String output() {
        return output.text();
    }

    /** What the process has printed to its standard error. */
    public String errors() {
        return errors.text();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The number by which the system knows the process. */
    public long pid() {
        return process.pid();
    }

    /** The processor time that the process has used since its start. */
    public Duration cpuTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** The number of open descriptors. Linux only. */
    public int descriptors() {
        try (Stream<Path> open =
                Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
            return (int) open.count();
        } catch (IOException ended) {
            throw new UncheckedIOException("the server process has ended", ended);
        }
    }

    /**
     * Waits for two seconds in which the process uses at most 5 % of a processor:
     * the first of them may still see the JVM compile.
     */
    public void expectIdle(String when) {
        var last = new AtomicReference<>(cpuTime());
        Wait.each(WINDOW, "the server uses no processor time " + when,
                WINDOW.multipliedBy(4), () -> {
                    Duration now = cpuTime();
                    Duration used = now.minus(last.getAndSet(now));
                    return used.compareTo(IDLE) <= 0;
                });
    }

    /**
     * Sends a signal, {@code TERM}, {@code INT}, {@code STOP}, {@code CONT}; Unix
     * only.
     */
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

    /** Types a line at the console of the process. */
    public void type(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(UTF_8));
            process.getOutputStream().flush();
        } catch (IOException ended) {
            throw new AssertionError("the server process reads no input", ended);
        }
    }

    /** Ends the standard input of the process. */
    public void endInput() {
        Quietly.close(process.getOutputStream());
    }

    /**
     * Waits for the end of the process and of all it prints.
     *
     * @return its exit status
     * @throws AssertionError if it does not end in time
     */
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
    public static final class Launch {

        private final Style style;
        private final String program;
        private final List<String> flags = new ArrayList<>();
        private final List<String> args = new ArrayList<>();
        private Duration patience = Duration.ofSeconds(15);
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

        Launch through(Faults faults) {
            wire = Optional.of(faults);
            return this;
        }

        public Launch port(int port) {
            this.port = port;
            return this;
        }

        /** The largest heap, and the most memory of buffers beside the heap. */
        public Launch memory(int megabytes) {
            flags.add("-Xmx" + megabytes + "m");
            flags.add("-XX:MaxDirectMemorySize=" + megabytes + "m");
            return this;
        }

        /** The most descriptors that the process may open; needs a Unix shell. */
        public Launch descriptors(int most) {
            assumeTrue(Files.exists(Path.of("/proc/self/fd")),
                    "descriptors cannot be counted");
            descriptors = most;
            return this;
        }

        /** Options of the server's command line; the smallest servers have none. */
        public Launch options(String... options) {
            if (!ignoresOptions) {
                args.addAll(List.of(options));
            }
            return this;
        }

        /** Starts the process and waits until it listens. */
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
