package sevenservers.compare;

import java.io.Console;
import java.io.IOException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Help.Ansi;

/**
 * What standard output is shown on.
 *
 * @param atTerminal whether a person sits there
 */
public record Screen(int width, int height, boolean atTerminal, boolean coloured) {

    private static final Screen NONE = new Screen(180, 0, false, false);

    /** That of this process. Unlike JDK 22 to 24, JDK 25 may have no console. */
    @SuppressWarnings("SystemConsoleNull")
    static Screen ofProcess() {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            return NONE;
        }
        // Not asked about graphemes: the answer would look like typing.
        try (Terminal terminal =
                TerminalBuilder.builder().system(true).dumb(true)
                        .graphemeCluster(false).build()) {
            int width = terminal.getSize().getColumns();
            return new Screen(width > 0 ? width : NONE.width(),
                    terminal.getSize().getRows(),
                    true, Ansi.AUTO.enabled());
        } catch (IOException strange) {
            return NONE;
        }
    }
}
