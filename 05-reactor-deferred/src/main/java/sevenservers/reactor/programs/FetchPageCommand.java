package sevenservers.reactor.programs;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sevenservers.contract.Durations;
import sevenservers.contract.cli.CommandLines;
import sevenservers.contract.http.HttpUrl;
import sevenservers.reactor.Deferred;
import sevenservers.reactor.Reactor;

/** Fetches a URL into a file. */
@Command(name = "fetch", mixinStandardHelpOptions = true,
        versionProvider = CommandLines.Version.class, sortOptions = false,
        description = "Fetches http://host[:port]/path into a file.",
        footer = "A TIME is a number and us, ms, s, m or h: 500ms, 10s.")
public final class FetchPageCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "URL",
            description = "what to fetch, http only")
    private String url;

    @Parameters(index = "1", paramLabel = "FILE", arity = "0..1",
            description = "where to save it, whole or not at all (content.html)")
    private Path file = Path.of("content.html");

    @Option(names = "--timeout", paramLabel = "TIME",
            description = "until it is saved (30s)")
    private String timeout = "30s";

    @Option(names = "--max-size", paramLabel = "BYTES",
            description = "of the page (104857600)")
    private long maxSize = 100L * 1024 * 1024;

    @Option(names = "--max-redirects", paramLabel = "N",
            description = "how often the server may point elsewhere (10)")
    private int maxRedirects = 10;

    @Override
    public Integer call() throws IOException {
        HttpUrl wanted;
        Duration time;
        try {
            wanted = HttpUrl.of(url);
            time = Durations.parse(timeout);
        } catch (IllegalArgumentException misuse) {
            throw misuse(misuse.getMessage());
        }
        if (!time.isPositive()) {
            throw misuse("--timeout must be more than 0");
        }
        if (maxSize < 0 || maxRedirects < 0) {
            throw misuse("--max-size and --max-redirects must be at least 0");
        }
        var limits = new FetchPage.Limits(time, maxSize, maxRedirects);
        try (var reactor = new Reactor()) {
            reactor.runUntil(fetch(reactor, wanted, limits));
        }
        return 0;
    }

    private Deferred<Void> fetch(Reactor reactor, HttpUrl wanted,
            FetchPage.Limits limits) {
        PrintWriter out = spec.commandLine().getOut();
        return FetchPage.fetch(reactor, wanted, file, limits)
                .addCallback(length -> {
                    out.println("Length of data " + length);
                    out.println("Data saved to " + file);
                    return null;
                });
    }

    private ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
