package sevenservers.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static sevenservers.tests.Wait.PATIENCE;
import static sevenservers.tests.Wait.await;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Terminal;
import sevenservers.contract.cli.CommandLines;

/** The client's command line, run in a thread of the test. */
final class RunningClient implements Closeable {

    private final Typed in = new Typed();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final FutureTask<Integer> run;
    private final Thread thread;

    private RunningClient(OutputStream to, Callable<Terminal> terminal,
            String... args) {
        var surroundings = new Surroundings(in,
                new PrintStream(to == null ? out : to, true, UTF_8),
                new PrintStream(err, true, UTF_8), terminal);
        var commands = ClientMain.commands(() -> surroundings)
                .setOut(new PrintWriter(out, true, UTF_8))
                .setErr(new PrintWriter(err, true, UTF_8));
        run = new FutureTask<>(() -> CommandLines.execute(commands, args));
        thread = Thread.ofVirtual().start(run);
    }

    /** With input and output that are no terminal. */
    static RunningClient piped(String... args) {
        return new RunningClient(null, null, args);
    }

    static RunningClient atTerminal(Callable<Terminal> terminal, String... args) {
        return new RunningClient(null, terminal, args);
    }

    static RunningClient writingTo(OutputStream out, String... args) {
        return new RunningClient(out, null, args);
    }

    RunningClient type(String text) {
        in.type(text);
        return this;
    }

    RunningClient type(byte... bytes) {
        in.type(bytes);
        return this;
    }

    RunningClient endInput() {
        in.end();
        return this;
    }

    String out() {
        return out.toString(UTF_8);
    }

    String err() {
        return err.toString(UTF_8);
    }

    RunningClient awaitOut(String part) {
        await().until(() -> out().contains(part));
        return this;
    }

    RunningClient awaitErr(String part) {
        await().until(() -> err().contains(part));
        return this;
    }

    /** The exit status, for which it waits. */
    int status() throws Exception {
        return run.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        in.end();
        await().until(() -> !thread.isAlive());
    }
}
