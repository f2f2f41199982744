package sevenservers.linechat.programs;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import sevenservers.asyncore.Loop;
import sevenservers.contract.Durations;
import sevenservers.contract.Text;
import sevenservers.contract.cli.CommandLines;

/** Runs the POP3 client for one mailbox. */
@Command(name = "pop3", mixinStandardHelpOptions = true,
        versionProvider = CommandLines.Version.class, sortOptions = false,
        description = "Fetches the messages of a mailbox by POP3, without TLS: for"
                + " a server of one's own.",
        footer = {"The password is asked for, unless it is in a file or in the",
            "environment variable " + Passwords.VARIABLE + "."})
public final class Pop3Command implements Callable<Integer> {

    private final Passwords passwords;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "HOST[:PORT]", converter = Server.class,
            description = "the server (port 110)")
    private InetSocketAddress server;

    @Option(names = "--user", paramLabel = "NAME", required = true,
            description = "whose mailbox")
    private String user;

    @Option(names = "--password-file", paramLabel = "FILE",
            description = "its first line is the password")
    private Path passwordFile;

    @Option(names = "--delete",
            description = "delete the messages, once all are handled")
    private boolean delete;

    @Option(names = "--save", paramLabel = "DIR",
            description = "save each message to a file there, 1.eml and so on;"
                    + " the folder is made if there is none")
    private Path folder;

    @Option(names = "--limit", paramLabel = "BYTES",
            description = "fail at a message of more (32 MiB)")
    private Integer limit;

    @Option(names = "--most", paramLabel = "N",
            description = "fetch so many messages at most (100000)")
    private Integer most;

    @Option(names = "--timeout", paramLabel = "TIME",
            converter = Time.class,
            description = "how long the server may be silent (60s)")
    private Duration timeout;

    public Pop3Command() {
        this(Passwords.ofProcess());
    }

    Pop3Command(Passwords passwords) {
        this.passwords = passwords;
    }

    @Override
    public Integer call() throws IOException {
        Pop3Request request = request();
        MessageHandler handler = handler();
        var result = new AtomicReference<Pop3Result>();
        try (var loop = new Loop()) {
            Pop3Client.fetch(loop, server, request, handler, result::set);
            loop.run();
        }
        return switch (result.get()) {
            case Pop3Result.Failure(IOException reason) -> throw reason;
            case Pop3Result.Success(int fetched, int deleted, int left) -> {
                print(fetched + " fetched, " + deleted + " deleted, " + left
                        + " left");
                yield 0;
            }
        };
    }

    private Pop3Request request() throws IOException {
        String password = passwords.find(user, passwordFile);
        try {
            var request = Pop3Request.of(user, password).withDelete(delete);
            request = limit == null ? request : request.withMostBytes(limit);
            request = most == null ? request : request.withMostMessages(most);
            return timeout == null ? request : request.withPatience(timeout);
        } catch (IllegalArgumentException outOfRange) {
            throw new ParameterException(spec.commandLine(),
                    outOfRange.getMessage(), outOfRange);
        }
    }

    private MessageHandler handler() throws IOException {
        if (folder == null) {
            return this::show;
        }
        var saved = new MessageFolder(folder);
        return (number, message) -> {
            saved.accept(number, message);
            show(number, message);
        };
    }

    private void show(int number, byte[] message) throws IOException {
        print(number + ": " + message.length + " bytes: " + Subject.of(message));
    }

    private void print(String line) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.println(Text.escaped(line));
        if (out.checkError()) {
            throw new IOException("cannot write to standard output");
        }
    }

    private static final class Server implements ITypeConverter<InetSocketAddress> {

        private static final int PORT = 110;
        private static final Pattern FORM =
                Pattern.compile("(\\[[^]]+]|[^:]+)(?::(\\d{1,5}))?");

        @Override
        public InetSocketAddress convert(String text) {
            Matcher matcher = FORM.matcher(text);
            if (!matcher.matches()) {
                throw new TypeConversionException("a server is HOST, HOST:PORT or"
                        + " [IPV6]:PORT, not " + text);
            }
            String port = matcher.group(2);
            int number = port == null ? PORT : Integer.parseInt(port);
            if (number < 1 || number > 65_535) {
                throw new TypeConversionException(
                        "a port is from 1 to 65535, not " + port);
            }
            return new InetSocketAddress(matcher.group(1), number);
        }
    }

    private static final class Time implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String text) {
            try {
                return Durations.parse(text);
            } catch (IllegalArgumentException otherForm) {
                throw new TypeConversionException(otherForm.getMessage());
            }
        }
    }
}
