package sevenservers.compare.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sevenservers.compare.load.Target;
import sevenservers.contract.Text;

/** A server in a process of its own. */
final class Server {

    private static final Pattern LISTENS =
            Pattern.compile("listens on \\S*:(\\d{1,5})[,\\s]");

    /** Details of a line before, or what a JVM says whatever the reason. */
    private static final Pattern NO_REASON = Pattern.compile("\\s.*|"
            + "Caused by: .*|"
            + "Error: Could not create the Java Virtual Machine.*|"
            + "Error: A fatal exception has occurred.*|");

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration END = Duration.ofSeconds(2);
    private static final int KEPT = 4096;

    private final Process process;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final Thread reader;
    private String printed = "";

    Server(Process process) {
        this.process = process;
        reader = Thread.ofPlatform().daemon().name("output").start(this::read);
    }

    /**
     * Waits until the server listens.
     *
     * @throws IOException if it does not; its message says why
     */
    Target target() throws IOException {
        try {
            int number = port.get(START.toSeconds(), TimeUnit.SECONDS);
            return new Target(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), number),
                    new ProcessProbe(process.toHandle()));
        } catch (ExecutionException | TimeoutException silent) {
            throw new IOException("the server does not say where it listens",
                    silent);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    /**
     * How the process has ended, or null if it runs on. One that has just broken
     * off its connections may be about to end.
     */
    String end() {
        if (!awaitEnd()) {
            return null;
        }
        String reason = lastReason();
        return "the server has ended with status " + process.exitValue()
                + (reason.isEmpty() ? "" : ": " + Text.escaped(reason));
    }

    /** Asks the process to end. */
    void ask() {
        process.toHandle().destroy();
    }

    /** Waits a little for the end that was asked for, and then enforces it. */
    void close() {
        awaitEnd();
        kill();
    }

    /** Ends the process, and those that it has started, at once. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    private boolean awaitEnd() {
        try {
            return process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void read() {
        try (var characters =
                new InputStreamReader(process.getInputStream(), UTF_8)) {
            var part = new char[1024];
            for (int length; (length = characters.read(part)) >= 0;) {
                add(new String(part, 0, length));
            }
        } catch (IOException ended) {
            // A killed process prints no more.
        }
        port.completeExceptionally(new IOException("the output has ended"));
    }

    private synchronized void add(String text) {
        printed += text;
        if (!port.isDone()) {
            Matcher listens = LISTENS.matcher(printed);
            if (listens.find()) {
                port.complete(Integer.parseInt(listens.group(1)));
            }
        }
        printed = printed.substring(Math.max(0, printed.length() - KEPT));
    }

    private String lastReason() {
        try {
            reader.join(END);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return printed().lines()
                .filter(line -> !NO_REASON.matcher(line).matches())
                .reduce("", (former, last) -> last);
    }

    /** What it has printed so far, or the end of it. */
    synchronized String printed() {
        return printed;
    }
}
