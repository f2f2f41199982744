package sevenservers.asyncore.programs;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sevenservers.asyncore.Loop;
import sevenservers.asyncore.programs.FingerClient.Result;
import sevenservers.contract.Durations;
import sevenservers.contract.Text;
import sevenservers.contract.cli.CommandLines;

/** Asks finger servers, all at once, and prints the answers as they come. */
@Command(name = "finger", mixinStandardHelpOptions = true,
        versionProvider = CommandLines.Version.class, sortOptions = false,
        description = "Asks finger servers about accounts.",
        footer = "A TIME is a number and us, ms, s, m or h: 500ms, 10s.")
public final class FingerCommand implements Callable<Integer> {

    private static final int PORT = 79;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ACCOUNT", arity = "1..*", description = "user@host")
    private List<String> accounts;

    @Option(names = "--long", description = "ask for all that the server knows")
    private boolean longForm;

    @Option(names = "--port", paramLabel = "PORT",
            description = "the servers' port (79)")
    private int port = PORT;

    @Option(names = "--timeout", paramLabel = "TIME",
            description = "so long an answer may take (10s)")
    private String timeout = "10s";

    private boolean failed;

    @Override
    public Integer call() throws IOException {
        Duration limit = checked();
        List<FingerAccount> asked =
                accounts.stream().map(this::account).toList();
        try (var loop = new Loop()) {
            for (FingerAccount account : asked) {
                var server = new InetSocketAddress(account.host(), port);
                if (server.isUnresolved()) {
                    tell(account, new Result.Failure("no such host"));
                } else {
                    FingerClient.ask(loop, server, account, longForm, limit,
                            result -> tell(account, result));
                }
            }
            loop.run();
        }
        return failed ? 1 : 0;
    }

    private Duration checked() {
        if (port < 1 || port > 65_535) {
            throw misused("--port must be from 1 to 65535, but is " + port);
        }
        try {
            return Durations.parse(timeout);
        } catch (IllegalArgumentException noTime) {
            throw misused("--timeout: " + noTime.getMessage());
        }
    }

    private FingerAccount account(String text) {
        try {
            return FingerAccount.of(text);
        } catch (IllegalArgumentException malformed) {
            throw misused(malformed.getMessage());
        }
    }

    private void tell(FingerAccount account, Result result) {
        PrintWriter out = spec.commandLine().getOut();
        switch (result) {
            case Result.Answer(String text) -> {
                if (accounts.size() > 1) {
                    out.print("[" + account + "]\n");
                }
                TerminalText.print(text, out);
            }
            case Result.Failure(String reason) -> {
                failed = true;
                PrintWriter err = spec.commandLine().getErr();
                err.println(account + ": " + Text.escaped(reason));
                err.flush();
            }
        }
    }

    private ParameterException misused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
