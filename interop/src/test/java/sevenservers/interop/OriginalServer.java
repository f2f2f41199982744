package sevenservers.interop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.opentest4j.TestAbortedException;
import sevenservers.contract.Quietly;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Service;
import sevenservers.tests.Faults;
import sevenservers.tests.ProcessUnderTest;
import sevenservers.tests.Task;
import sevenservers.tests.Wait;

/**
 * An original in a process of its own, which lives as long as the connection to who
 * has started it.
 */
final class OriginalServer extends ProcessUnderTest {

    /** For the start, and a look at the process, which are no promises. */
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STILL = Duration.ofMillis(300);
    private static final String LISTENS = "listens on port ";
    /** More is not kept of what it prints. */
    private static final int MOST_LINES = 1000;

    private final InetSocketAddress starter;
    private final Socket connection;
    private final BufferedReader prints;
    private final Queue<String> printed = new LinkedBlockingQueue<>(MOST_LINES);
    private final InetSocketAddress address;
    private final String process;
    private final long memory;
    private final Task<Void> life;

    private OriginalServer(Launch launch) {
        super(Trial.patience());
        starter = launch.starter;
        connection = new Socket();
        try {
            prints = say(connection, "start " + launch.words());
            process = prints.readLine();
            String line = prints.readLine();
            if (line == null || !line.startsWith(LISTENS)) {
                throw new IOException("it says " + line);
            }
            address = new InetSocketAddress(launch.options.host(),
                    Integer.parseInt(line.substring(LISTENS.length())));
            memory = look().memory + launch.memory;
            connection.setSoTimeout(0);
        } catch (IOException failure) {
            Quietly.close(connection);
            throw new AssertionError("the " + launch.service + " server on "
                    + launch.original + " does not start", failure);
        }
        life = Task.start("its life", this::collect);
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public String output() {
        return String.join("\n", printed);
    }

    /** They are printed where its output is. */
    @Override
    public String errors() {
        return output();
    }

    /** Asked when it has no work left, for which it could need more memory. */
    @Override
    public boolean isAlive() {
        var last = new AtomicReference<>(cpuTime());
        Wait.each(STILL, "it has nothing to do", patience(), () -> {
            Look now = look();
            return now.sleeps
                    && now.cpuTime.equals(last.getAndSet(now.cpuTime));
        });
        return look().memory <= memory;
    }

    @Override
    public Duration cpuTime() {
        return look().cpuTime;
    }

    @Override
    public int descriptors() {
        return look().descriptors;
    }

    @Override
    public void signal(String name) {
        ask("signal " + name + " " + process);
    }

    @Override
    public void type(String line) {
        throw new TestAbortedException("it has no console");
    }

    @Override
    public void endInput() {
        throw new TestAbortedException("it has no console");
    }

    @Override
    public int awaitExit() {
        throw new TestAbortedException("its exit status is not told");
    }

    /** SIGTERM: they have no other end of their own. */
    @Override
    public void stop() {
        signal("TERM");
        life.await(patience());
    }

    @Override
    protected void release() {
        Quietly.close(connection);
    }

    private void collect() {
        prints.lines().forEach(printed::offer);
    }

    private Look look() {
        String answer = ask("look " + process);
        assertThat(answer).as("the look at a process that has ended").isNotNull();
        return Look.parse(answer.split(" "));
    }

    /** Has the starter do something, and returns its answer, or null. */
    private String ask(String question) {
        try (var socket = new Socket()) {
            return say(socket, question).readLine();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private BufferedReader say(Socket socket, String line) throws IOException {
        socket.connect(starter);
        socket.setSoTimeout((int) START.toMillis());
        socket.getOutputStream().write((line + "\n").getBytes(US_ASCII));
        return new BufferedReader(
                new InputStreamReader(socket.getInputStream(), US_ASCII));
    }

    /**
     * What is seen of a process.
     *
     * @param sleeps whether it waits for something else than a processor
     * @param memory the most bytes that it has had
     */
    private record Look(boolean sleeps, Duration cpuTime, int descriptors,
            long memory) {

        static Look parse(String... words) {
            long millis = (long) (Double.parseDouble(words[1]) * 1000);
            return new Look(words[0].equals("S"), Duration.ofMillis(millis),
                    Integer.parseInt(words[2]), Long.parseLong(words[3]));
        }
    }

    /** How an original is to be started. */
    static final class Launch implements ProcessUnderTest.Launch {

        private final Original original;
        private final Service service;
        private final InetSocketAddress starter;
        private ServerOptions options = ServerOptions.defaults();
        private int descriptors = 1000;
        private long memory = Integer.MAX_VALUE;

        /** Prepares it, to be started by the {@link Starter} at an address. */
        Launch(Original original, Service service, InetSocketAddress starter) {
            this.original = original;
            this.service = service;
            this.starter = starter;
        }

        /** Options, of which it knows the host and the port. */
        Launch options(ServerOptions options) {
            this.options = options;
            return this;
        }

        /** It may have more, but then it is not alive in the sense of a test. */
        @Override
        public Launch memory(int megabytes) {
            memory = megabytes * 1024L * 1024;
            return this;
        }

        @Override
        public Launch descriptors(int most) {
            descriptors = most;
            return this;
        }

        /** It has no command line, and nothing to say of its clients. */
        @Override
        public Launch options(String... words) {
            if (List.of(words).contains("--verbose")) {
                throw new TestAbortedException("it tells nothing of its clients");
            }
            return this;
        }

        @Override
        public Launch through(Faults faults) {
            throw new UnsupportedOperationException("no wire leads to it");
        }

        /**
         * Starts it and waits until it listens.
         *
         * @throws AssertionError if it does not start
         */
        @Override
        public OriginalServer start() {
            return new OriginalServer(this);
        }

        private String words() {
            return "%s %s %s %d %d".formatted(original.script(), service,
                    options.host(), options.port(), descriptors);
        }
    }
}
