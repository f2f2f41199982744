package sevenservers.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import picocli.CommandLine;
import sevenservers.contract.Quietly;
import sevenservers.contract.cli.CommandLines;
import sevenservers.contract.cli.Surroundings;

/**
 * A program that talks to a person, as a person runs it: what is typed, what is
 * shown, and how it ends. It reads its input in a thread of its own.
 */
public final class RunningClient implements AutoCloseable {

    private final Pipe keyboard = Pipe.open();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();
    private final CompletableFuture<Integer> status = new CompletableFuture<>();
    private final AtomicLong taken = new AtomicLong();
    private final String name;
    private volatile Thread reader;

    private RunningClient(Program program, String name, int port,
            boolean atTerminal) throws IOException {
        this.name = name;
        var surroundings =
                new Surroundings(input(), new PrintStream(out, true, UTF_8),
                        atTerminal);
        var command = new CommandLine(program.in(surroundings));
        command.setErr(new PrintWriter(err, true));
        Thread.ofPlatform().name("client").start(() -> status.complete(CommandLines
                .execute(command, name, "--port", String.valueOf(port))));
    }

    private InputStream input() {
        return new FilterInputStream(Channels.newInputStream(keyboard.source())) {

            @Override
            public int read(byte[] bytes, int from, int length)
                    throws IOException {
                reader = Thread.currentThread();
                int count = super.read(bytes, from, length);
                taken.addAndGet(Math.max(count, 0));
                return count;
            }
        };
    }

    /** Makes the command; its words will be a name, and {@code --port}. */
    @FunctionalInterface
    public interface Program {

        Callable<Integer> in(Surroundings surroundings);
    }

    /** A client in a pipe. */
    public static RunningClient start(Program program, String name, int port)
            throws IOException {
        return new RunningClient(program, name, port, false);
    }

    /** A client in a pipe that has joined a chat. */
    public static RunningClient join(Program program, String name, int port)
            throws IOException {
        return start(program, name, port).awaitJoin();
    }

    /** A client at a terminal that has joined a chat. */
    public static RunningClient joinAtTerminal(Program program, String name,
            int port) throws IOException {
        return new RunningClient(program, name, port, true).awaitJoin();
    }

    private RunningClient awaitJoin() {
        return expectOut("Connected to ").expectOut("\n");
    }

    /** The address of the client, as it shows it. */
    public String where() {
        String shown = out().lines().findFirst().orElseThrow();
        return shown.substring(shown.indexOf(name + "@") + name.length() + 1);
    }

    /** Types a text, as UTF-8; waits while nobody reads it. */
    public RunningClient type(String text) {
        return type(text.getBytes(UTF_8));
    }

    /** Types bytes; waits while nobody reads them. */
    public RunningClient type(byte... bytes) {
        try {
            Channels.newOutputStream(keyboard.sink()).write(bytes);
        } catch (IOException ended) {
            throw new UncheckedIOException(ended);
        }
        return this;
    }

    /** How many of the bytes that were typed the client has read so far. */
    public long taken() {
        return taken.get();
    }

    /** Ends the input, as Ctrl-D does. */
    public RunningClient endInput() {
        try {
            keyboard.sink().close();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return this;
    }

    /** All that has been shown so far. */
    public String out() {
        return out.toString(UTF_8);
    }

    /** All that has been told of failures so far. */
    public String err() {
        return err.toString();
    }

    /** Waits until something has been shown. */
    public RunningClient expectOut(String text) {
        await("what is shown")
                .untilAsserted(() -> assertThat(out()).contains(text));
        return this;
    }

    /** Waits until the client has ended, and checks how. */
    public RunningClient expectExit(int expected) {
        await("the end of the client").until(status::isDone);
        assertThat(status.join()).as("exit status").isEqualTo(expected);
        return this;
    }

    /** Waits for an end with status 1, and for this message alone. */
    public void expectFailure(String message) {
        expectExit(1);
        assertThat(err()).isEqualTo(message + System.lineSeparator());
    }

    /** Ends the input, and with it the client and the thread that reads it. */
    @Override
    public void close() {
        endInput();
        await("the end of the client").until(status::isDone);
        await("the end of its reader")
                .until(() -> reader == null || !reader.isAlive());
        Quietly.close(keyboard.source());
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(PATIENCE)
                .pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
    }
}
