package sevenservers.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import sevenservers.contract.Quietly;

/**
 * The jar of the whole project, run as a user runs it: a process with its output,
 * which one thread collects and another looks at.
 */
@SuppressWarnings("JdkObsolete")
final class Jar implements AutoCloseable {

    private static final int SECONDS = 30;
    private static final Pattern LISTENING =
            Pattern.compile("listens on \\S+:(\\d+)");

    private final Process process;
    private final StringBuffer out = new StringBuffer();
    private final StringBuffer err = new StringBuffer();
    private final List<Thread> readers;

    private Jar(Process process) {
        this.process = process;
        readers = List.of(collect(process.getInputStream(), out),
                collect(process.getErrorStream(), err));
    }

    /** Starts the jar with these words. */
    static Jar run(String... words) throws IOException {
        return run(Map.of(), words);
    }

    /** Starts the jar in this environment. */
    static Jar run(Map<String, String> environment, String... words)
            throws IOException {
        var builder = new ProcessBuilder(command(List.of(), words));
        builder.environment().putAll(environment);
        return new Jar(builder.start());
    }

    /** Starts a shell that starts the jar, as Maven does. */
    static Jar runBelowShell(String... words) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", "-c", "\"$@\" & wait", "sh"));
        command.addAll(command(List.of("-Dends.with.parent=true"), words));
        return new Jar(new ProcessBuilder(command).start());
    }

    private static List<String> command(List<String> flags, String... words) {
        List<String> command = new ArrayList<>();
        command.add(
                Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-jar",
                System.getProperty("seven.jar")));
        command.addAll(List.of(words));
        return command;
    }

    /** Types a line at its console. */
    void type(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(UTF_8));
        process.getOutputStream().flush();
    }

    /** Ends its standard input. */
    void endInput() {
        Quietly.close(process.getOutputStream());
    }

    /** The port that it says it listens on. */
    int port() {
        awaitOut("listens on");
        Matcher listening = LISTENING.matcher(out);
        assertThat(listening.find()).isTrue();
        return Integer.parseInt(listening.group(1));
    }

    /** Waits until it has printed a text to its standard output. */
    void awaitOut(String text) {
        Awaitility.await("\"" + text + "\" in the output").atMost(SECONDS,
                TimeUnit.SECONDS)
                .until(() -> out.indexOf(text) >= 0 || !process.isAlive());
        assertThat(out()).contains(text);
    }

    /** What the shell has started: the jar. */
    ProcessHandle child() {
        return process.children().findFirst().orElseThrow();
    }

    /** Kills what was started: the shell. */
    void kill() {
        process.destroyForcibly();
    }

    /** Waits until it ends and returns its exit status. */
    int status() throws InterruptedException {
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("it ends")
                .isTrue();
        readers.forEach(Quietly::join);
        return process.exitValue();
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        readers.forEach(Quietly::join);
        Quietly.close(process.getOutputStream());
    }

    private static Thread collect(InputStream stream, StringBuffer text) {
        return Thread.startVirtualThread(() -> {
            try (stream) {
                byte[] part = new byte[1024];
                for (int count; (count = stream.read(part)) >= 0;) {
                    text.append(new String(part, 0, count, UTF_8));
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }
}
