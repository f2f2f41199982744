package sevenservers.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that runs in a container, with its standard input and output. Whatever
 * is not as expected is an {@link AssertionError}.
 */
final class ForeignProgram implements AutoCloseable {

    private final String name;
    private final Process process;

    private ForeignProgram(String name, Process process) {
        this.name = name;
        this.process = process;
        // Who waits for it then finds that it has ended.
        process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .exceptionally(_ -> process.destroyForcibly());
    }

    /** Starts a program in a container that runs. */
    static ForeignProgram start(ForeignContainer container, String... command) {
        var all = new ArrayList<>(
                List.of("docker", "exec", "-i", container.getContainerId()));
        all.addAll(List.of(command));
        try {
            return new ForeignProgram(command[0], new ProcessBuilder(all)
                    .redirectErrorStream(true).start());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Gives it input. */
    void write(byte... bytes) {
        try {
            process.getOutputStream().write(bytes);
            process.getOutputStream().flush();
        } catch (IOException ended) {
            throw new AssertionError(name + " reads no input", ended);
        }
    }

    /** Gives it a line of input. */
    void type(String line) {
        write((line + "\n").getBytes(UTF_8));
    }

    /** Ends its input. */
    void endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException ended) {
            throw new AssertionError(name + " reads no input", ended);
        }
    }

    /** The next line of its output. */
    String readLine() {
        var line = new ByteArrayOutputStream();
        for (int next; (next = read()) != '\n';) {
            assertThat(next).as("%s ends within the line %s", name, line)
                    .isNotEqualTo(-1);
            line.write(next);
        }
        return line.toString(UTF_8);
    }

    /** Checks the next line of its output. */
    void expectLine(String expected) {
        assertThat(readLine()).as("the next line that %s prints", name)
                .isEqualTo(expected);
    }

    /** Checks its next output, byte by byte. */
    void expect(byte... expected) {
        byte[] printed = read(expected.length);
        assertThat(Arrays.mismatch(expected, printed))
                .as("the first of %d bytes of %s that differs (-1: none)",
                        expected.length, name)
                .isEqualTo(-1);
    }

    /** Checks that it prints nothing more and ends well. */
    void expectEnd() {
        assertThat(new String(read(Integer.MAX_VALUE), UTF_8))
                .as("what %s prints at last", name).isEmpty();
        assertThat(process.onExit().join().exitValue())
                .as("the exit status of %s", name).isZero();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private int read() {
        try {
            return process.getInputStream().read();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private byte[] read(int most) {
        try {
            return process.getInputStream().readNBytes(most);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
