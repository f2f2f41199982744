package sevenservers.blocking.programs;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import sevenservers.contract.cli.CommandLines;

/** How a client has ended, and what it has printed. */
record Outcome(int status, List<String> out, List<String> err) {

    /** Runs a client against the server at a port of 127.0.0.1. */
    static Outcome of(Client client, int port, String... text) {
        return of(client, Stream.concat(Stream.of("--port", String.valueOf(port)),
                Stream.of(text)).toArray(String[]::new));
    }

    static Outcome of(Client client, String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        CommandLine command = new CommandLine(client)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        int status = CommandLines.execute(command, args);
        return new Outcome(status, out.toString().lines().toList(),
                err.toString().lines().toList());
    }
}
