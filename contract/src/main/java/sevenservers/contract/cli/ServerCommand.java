package sevenservers.contract.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import sevenservers.contract.Durations;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Service;
import sevenservers.contract.Style;
import sevenservers.contract.Work;

/** Runs one style's server of one service until it is stopped. */
@Command(mixinStandardHelpOptions = true,
        versionProvider = CommandLines.Version.class, sortOptions = false,
        description = "Serves ${COMMAND-NAME} until an empty line or Ctrl-C.",
        footer = "A TIME is a number and us, ms, s, m or h: 500ms, 10s.")
final class ServerCommand implements Callable<Integer> {

    private static final ServerOptions DEFAULTS = ServerOptions.defaults();

    private final Style style;
    private final Service service;

    @Spec
    private CommandSpec spec;

    @Mixin
    private HostOption listen;

    @Option(names = "--port", paramLabel = "PORT",
            description = "port to listen on, 0: any free (echo 8881, chat 3490)")
    private Integer port;

    @Option(names = "--max-connections", paramLabel = "N",
            description = "clients served at once (10000)")
    private int maxConnections = DEFAULTS.maxConnections();

    @Option(names = "--join-timeout", paramLabel = "TIME", converter = Times.class,
            description = "chat: from accept to the join at most (10s)")
    private Duration joinTimeout = DEFAULTS.joinTimeout();

    @Option(names = "--write-timeout", paramLabel = "TIME", converter = Times.class,
            description = "so long a client may take none of its bytes (60s)")
    private Duration writeTimeout = DEFAULTS.writeTimeout();

    @Option(names = "--max-backlog", paramLabel = "BYTES",
            description = "chat: unsent bytes a member may leave waiting (1048576)")
    private int maxBacklog = DEFAULTS.maxBacklog();

    @Option(names = "--grace", paramLabel = "TIME", converter = Times.class,
            description = "so long unsent bytes may leave when stopped (5s)")
    private Duration grace = DEFAULTS.grace();

    @Option(names = "--work", paramLabel = "WORK", converter = Works.class,
            description = "cost of a message: none, cpu:TIME or sleep:TIME (none)")
    private Work work = DEFAULTS.work();

    @Option(names = {"-v", "--verbose"},
            description = "tell of connections on stderr")
    private boolean verbose;

    ServerCommand(Style style, Service service) {
        this.style = style;
        this.service = service;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Logging.configure(verbose);
        Preload.allBeside(style.getClass());
        String what = style.name() + " " + service + " (" + style.title() + ")";
        return new UntilStopped(what, spec.commandLine().getOut())
                .run(options -> style.start(service, options), options());
    }

    private ServerOptions options() {
        try {
            return new ServerOptions(listen.host(),
                    port == null ? service.port() : port,
                    maxConnections, joinTimeout, writeTimeout, maxBacklog, grace,
                    work);
        } catch (IllegalArgumentException outOfRange) {
            throw new ParameterException(spec.commandLine(),
                    "--" + outOfRange.getMessage(), outOfRange);
        }
    }

    static final class Times implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String value) {
            try {
                return Durations.parse(value);
            } catch (IllegalArgumentException noTime) {
                throw new TypeConversionException(noTime.getMessage());
            }
        }
    }

    private static final class Works implements ITypeConverter<Work> {

        @Override
        public Work convert(String value) {
            try {
                return Work.parse(value);
            } catch (IllegalArgumentException noWork) {
                throw new TypeConversionException(noWork.getMessage());
            }
        }
    }
}
