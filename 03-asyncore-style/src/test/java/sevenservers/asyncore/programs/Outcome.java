package sevenservers.asyncore.programs;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import sevenservers.asyncore.AsyncoreStyle;
import sevenservers.contract.cli.CommandLines;

/** What has become of a command of this module. */
record Outcome(int status, String out, String err) {

    static Outcome of(String... words) {
        var out = new StringWriter();
        var err = new StringWriter();
        CommandLine commands = CommandLines.of(new AsyncoreStyle())
                .setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        commands.getSubcommands().values().forEach(command -> command
                .setOut(commands.getOut()).setErr(commands.getErr()));
        int status = CommandLines.execute(commands, words);
        commands.getOut().flush();
        commands.getErr().flush();
        return new Outcome(status, out.toString(), err.toString());
    }
}
