package sevenservers.asyncore.programs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sevenservers.asyncore.Loop;
import sevenservers.asyncore.programs.HttpGet.Result;
import sevenservers.contract.Durations;
import sevenservers.contract.Text;
import sevenservers.contract.cli.CommandLines;
import sevenservers.contract.cli.WholeFile;
import sevenservers.contract.http.HttpHead;
import sevenservers.contract.http.HttpUrl;

/** Gets a URL, and shows it as text or keeps it as a file. */
@Command(name = "get", mixinStandardHelpOptions = true,
        versionProvider = CommandLines.Version.class, sortOptions = false,
        description = "Gets http://host[:port]/path. Follows no redirects.",
        footer = "A TIME is a number and us, ms, s, m or h: 500ms, 10s.")
public final class HttpGetCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "URL", description = "what to get, http only")
    private String url;

    @Option(names = "--include", description = "show the head, too")
    private boolean include;

    @Option(names = "--timeout", paramLabel = "TIME",
            description = "so long nothing may come (10s)")
    private String timeout = "10s";

    @Option(names = "-o", paramLabel = "FILE",
            description = "keep the bytes as they are, whole or not at all;"
                    + " otherwise they are shown as text, escaped")
    private Path file;

    @Override
    public Integer call() throws IOException {
        HttpUrl wanted;
        Duration patience;
        try {
            wanted = HttpUrl.of(url);
            patience = Durations.parse(timeout);
        } catch (IllegalArgumentException misuse) {
            throw new ParameterException(spec.commandLine(), misuse.getMessage(),
                    misuse);
        }
        var server = new InetSocketAddress(wanted.host(), wanted.port());
        if (server.isUnresolved()) {
            throw new IOException("no such host: " + wanted.host());
        }
        try (var output = new Output(); var loop = new Loop()) {
            HttpGet.get(loop, server, wanted, patience, output);
            loop.run();
            output.finish();
        }
        return 0;
    }

    /** Where the answer goes: to the terminal, or into a file if it is welcome. */
    private final class Output implements HttpGet.Receiver, Closeable {

        private final PrintWriter out = spec.commandLine().getOut();
        private final TerminalText terminal = new TerminalText(out);
        private final WholeFile kept = file == null ? null : new WholeFile(file);
        private HttpHead head;
        private Result result;

        Output() throws IOException {
        }

        @Override
        public void head(HttpHead came) {
            head = came;
            if (include) {
                terminal.print(ISO_8859_1.encode(head.start() + "\n"));
                head.fields().forEach(field -> terminal.print(ISO_8859_1
                        .encode(field.name() + ": " + field.value() + "\n")));
                terminal.print(ISO_8859_1.encode("\n"));
            }
        }

        @Override
        public void body(ByteBuffer piece) throws IOException {
            if (kept == null) {
                terminal.print(piece);
            } else {
                kept.write(piece);
            }
        }

        @Override
        public void end(Result ended) {
            result = ended;
        }

        /** @throws IOException if the answer is not whole, or not a welcome one */
        void finish() throws IOException {
            terminal.end();
            switch (result) {
                case Result.Failed(String reason) ->
                    throw new IOException(Text.escaped(url) + ": " + reason);
                case Result.Whole(int status) -> {
                    if (status / 100 != 2) {
                        throw new IOException(unwelcome());
                    }
                }
            }
            if (kept != null) {
                kept.finish();
            }
        }

        private String unwelcome() {
            String location = head.value("Location");
            return Text.escaped(url) + ": the server answers "
                    + head.start().substring(head.start().indexOf(' ') + 1)
                    + (location == null ? "" : ", see " + location);
        }

        @Override
        public void close() throws IOException {
            if (kept != null) {
                kept.close();
            }
        }
    }
}
