package sevenservers.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sevenservers.contract.Durations;
import sevenservers.contract.Service;
import sevenservers.contract.cli.CommandLines;

/** Checks that an echo server sends back exactly what it is sent. */
@Command(name = "echo", mixinStandardHelpOptions = true,
        versionProvider = CommandLines.Version.class, sortOptions = false,
        description = {
            "Sends FILE, or what is typed until the end of input (Ctrl-D), to an "
                    + "echo server, and checks that exactly that comes back, and "
                    + "then the end.",
            "Exit status: 0 if it did, 1 if not, with the offset of the first "
                    + "difference."})
final class EchoCommand implements Callable<Integer> {

    private final ChatCommand options;
    private final Supplier<Surroundings> surroundings;

    @Parameters(arity = "0..1", paramLabel = "FILE",
            description = "what to send (standard input)")
    private Path file;

    @Option(names = "--timeout", paramLabel = "TIME", converter = Times.class,
            description = "give up when the server sends nothing for so long (10s)")
    private Duration timeout = Duration.ofSeconds(10);

    EchoCommand(ChatCommand options, Supplier<Surroundings> surroundings) {
        this.options = options;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        options.expectNoNameBefore("echo");
        int port = options.port(Service.ECHO);
        Surroundings here = surroundings.get();
        if (file == null) {
            return check(here.in(), port, here.atTerminal(), here.out());
        }
        try (InputStream source = open(file)) {
            return check(source, port, false, here.out());
        }
    }

    /** A person sees the lines come back, a program is told the result. */
    private int check(InputStream source, int port, boolean show, PrintStream out)
            throws IOException {
        try (Socket socket = Dial.open(options.host(), port)) {
            var shown = show ? new EchoedLines(out) : null;
            var check = new EchoCheck(source, socket, timeout, shown);
            check.run();
            out.print(report(check) + "\n");
            out.flush();
            return 0;
        }
    }

    private static InputStream open(Path file) throws IOException {
        try {
            return Files.newInputStream(file);
        } catch (NoSuchFileException missing) {
            throw new IOException("cannot read " + file + ": no such file",
                    missing);
        } catch (IOException unreadable) {
            throw new IOException("cannot read " + file + ": "
                    + unreadable.getMessage(), unreadable);
        }
    }

    private static String report(EchoCheck check) {
        return String.format(Locale.ROOT, "%,d %s (%,d %s) came back unchanged",
                check.bytes(), check.bytes() == 1 ? "byte" : "bytes",
                check.lines(), check.lines() == 1 ? "line" : "lines");
    }

    private static final class Times implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String value) {
            return Durations.parse(value);
        }
    }
}
