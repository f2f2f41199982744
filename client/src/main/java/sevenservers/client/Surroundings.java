package sevenservers.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * What the client stands between: where typed text comes from and where answers go.
 *
 * @param terminal opens the terminal that a person types at; null if input or
 *        output is a pipe or a file
 */
record Surroundings(InputStream in, PrintStream out, PrintStream err,
        Callable<Terminal> terminal) {

    /**
     * Those of this process. Pipes and files are taken to be UTF-8 on every system.
     * Where there is no terminal, JDK 22 to 24 give a console, JDK 25 gives null.
     */
    @SuppressWarnings("SystemConsoleNull")
    static Surroundings ofProcess() {
        Console console = System.console();
        boolean atTerminal = console != null && console.isTerminal();
        return new Surroundings(System.in, new PrintStream(System.out, true, UTF_8),
                new PrintStream(System.err, true, UTF_8),
                atTerminal ? Surroundings::systemTerminal : null);
    }

    boolean atTerminal() {
        return terminal != null;
    }

    /**
     * A line editor if a person sits at a terminal that can do it, else plain
     * lines.
     */
    Display display() {
        Terminal capable = capableTerminal();
        return capable == null ? new PlainDisplay(in, out, err)
                : new TerminalDisplay(capable);
    }

    private Terminal capableTerminal() {
        if (terminal == null) {
            return null;
        }
        try {
            Terminal opened = terminal.call();
            if (!opened.getType().startsWith(Terminal.TYPE_DUMB)) {
                return opened;
            }
            opened.close();
        } catch (Exception unusable) {
            // Whatever this terminal lacks, lines can be read from it and printed.
        }
        return null;
    }

    /** Without {@code dumb(false)} JLine warns on stderr of what it cannot do. */
    private static Terminal systemTerminal() throws IOException {
        return TerminalBuilder.builder().system(true).dumb(false).encoding(UTF_8)
                .build();
    }
}
