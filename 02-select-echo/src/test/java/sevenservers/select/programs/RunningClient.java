package sevenservers.select.programs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import picocli.CommandLine;
import sevenservers.contract.cli.CommandLines;
import sevenservers.contract.cli.Surroundings;

/** The framed client as a person runs it: what is typed, shown, and how it ends. */
final class RunningClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration CLIENTS_PATIENCE = Duration.ofSeconds(3);

    private final Pipe keyboard = Pipe.open();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();
    private final CompletableFuture<Integer> status = new CompletableFuture<>();
    private final String name;

    private RunningClient(String name, int port, boolean atTerminal)
            throws IOException {
        this.name = name;
        var surroundings =
                new Surroundings(Channels.newInputStream(keyboard.source()),
                        new PrintStream(out, true, UTF_8), atTerminal);
        var command = new CommandLine(
                new FramedClientCommand(surroundings, CLIENTS_PATIENCE));
        command.setErr(new PrintWriter(err, true));
        Thread.ofPlatform().name("client").start(() -> status.complete(CommandLines
                .execute(command, name, "--port", String.valueOf(port))));
    }

    static RunningClient start(String name, int port) throws IOException {
        return new RunningClient(name, port, false);
    }

    /** A client that has joined. */
    static RunningClient join(String name, int port) throws IOException {
        return start(name, port).awaitJoin();
    }

    static RunningClient joinAtTerminal(String name, int port) throws IOException {
        return new RunningClient(name, port, true).awaitJoin();
    }

    private RunningClient awaitJoin() {
        return expectOut("Connected to ").expectOut("\n");
    }

    /** The address of the client, as it shows it. */
    String where() {
        String shown = out().lines().findFirst().orElseThrow();
        return shown.substring(shown.indexOf(name + "@") + name.length() + 1);
    }

    RunningClient type(String text) {
        return type(text.getBytes(UTF_8));
    }

    RunningClient type(byte... bytes) {
        try {
            Channels.newOutputStream(keyboard.sink()).write(bytes);
        } catch (IOException ended) {
            throw new UncheckedIOException(ended);
        }
        return this;
    }

    RunningClient endInput() {
        try {
            keyboard.sink().close();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return this;
    }

    String out() {
        return out.toString(UTF_8);
    }

    String err() {
        return err.toString();
    }

    /** Waits until something has been shown. */
    RunningClient expectOut(String text) {
        await("what is shown")
                .untilAsserted(() -> assertThat(out()).contains(text));
        return this;
    }

    RunningClient expectExit(int expected) {
        await("the end of the client").until(status::isDone);
        assertThat(status.join()).as("exit status").isEqualTo(expected);
        return this;
    }

    void expectFailure(String message) {
        expectExit(1);
        assertThat(err()).isEqualTo(message + System.lineSeparator());
    }

    /** Ends the input, and with it the client and its console's thread. */
    @Override
    public void close() {
        endInput();
        await("the end of the client").until(status::isDone);
        await("the end of its threads").until(
                () -> Threads.named("console").isEmpty());
    }

    private static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(PATIENCE)
                .pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
    }
}
