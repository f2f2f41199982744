package sevenservers.tests;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import sevenservers.contract.Style;
import sevenservers.contract.cli.CommandLines;

/** What has become of a command: its exit status and what it has printed. */
public record Outcome(int status, String out, String err) {

    /** Runs a command of a style in this JVM, up to its end. */
    public static Outcome of(Style style, String... words) {
        var out = new StringWriter();
        var err = new StringWriter();
        CommandLine commands = CommandLines.of(style)
                .setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        commands.getSubcommands().values().forEach(command -> command
                .setOut(commands.getOut()).setErr(commands.getErr()));
        int status = CommandLines.execute(commands, words);
        commands.getOut().flush();
        commands.getErr().flush();
        return new Outcome(status, out.toString(), err.toString());
    }
}
