package sevenservers.contract.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintStream;

/**
 * What a client stands between: where typed text comes from, where answers go, and
 * whether a person sits there.
 */
public record Surroundings(InputStream in, PrintStream out, boolean atTerminal) {

    /** Those of this process. Unlike JDK 22 to 24, JDK 25 may have no console. */
    @SuppressWarnings("SystemConsoleNull")
    public static Surroundings ofProcess() {
        Console console = System.console();
        return new Surroundings(System.in, new PrintStream(System.out, true, UTF_8),
                console != null && console.isTerminal());
    }
}
