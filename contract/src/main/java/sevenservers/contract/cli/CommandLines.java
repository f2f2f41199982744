package sevenservers.contract.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;
import sevenservers.contract.Service;
import sevenservers.contract.Style;
import sevenservers.contract.Text;

/**
 * The command lines of the project's programs. Whatever the program: 0 is success,
 * 1 a failure told in one line, 2 a command line that makes no sense.
 */
public final class CommandLines {

    private CommandLines() {
    }

    /**
     * The commands of one style: {@code echo}, {@code chat}, {@code tiny} and more.
     */
    public static CommandLine of(Style style) {
        CommandLine commands = group(style.name(), style.title());
        for (Service service : Service.values()) {
            var server = new CommandLine(new ServerCommand(style, service));
            style.moreOptions()
                    .ifPresent(options -> server.addMixin("more", options));
            commands.addSubcommand(service.toString(), server);
        }
        commands.addSubcommand(new TinyCommand(style));
        style.programs().forEach(commands::addSubcommand);
        return commands;
    }

    /**
     * A command that only leads to its subcommands, and lists them when none is
     * named.
     */
    public static CommandLine group(String name, String title) {
        CommandLine commands = new CommandLine(new Group());
        CommandSpec spec = commands.getCommandSpec().name(name);
        spec.usageMessage().description(title).commandListHeading("%nThe words:%n");
        return commands;
    }

    /**
     * Runs a program's main: parses, executes, and ends the process with its
     * status.
     */
    public static void run(CommandLine commands, String... args) {
        endWithParent();
        System.exit(execute(commands, args));
    }

    /**
     * If the system property {@code ends.with.parent} is true, lets this process
     * end when the one does that has started it: Maven would leave it behind.
     */
    public static void endWithParent() {
        if (Boolean.getBoolean("ends.with.parent")) {
            ProcessHandle.current().parent()
                    .ifPresent(parent -> Thread.startVirtualThread(() -> {
                        parent.onExit().join();
                        System.exit(CommandLine.ExitCode.SOFTWARE);
                    }));
        }
    }

    /** Parses and executes, and returns the exit status. */
    public static int execute(CommandLine commands, String... args) {
        return execute(commands, UnaryOperator.identity(), args);
    }

    /**
     * Parses and executes, and returns the exit status.
     *
     * @param typed what one types to start a program that has no name of its own,
     *        for a line that begins with the name of the commands
     */
    public static int execute(CommandLine commands, UnaryOperator<String> typed,
            String... args) {
        return commands
                .setParameterExceptionHandler(
                        (misuse, _) -> misused(misuse, typed))
                .setExecutionExceptionHandler(CommandLines::failed).execute(args);
    }

    /** Says what is wrong, and then which words there are or where to read on. */
    private static int misused(ParameterException misuse,
            UnaryOperator<String> typed) {
        CommandLine command = misuse.getCommandLine();
        PrintWriter err = command.getErr();
        boolean lists = command.getCommand() instanceof Group;
        wrong(misuse, lists).lines().map(Text::escaped).forEach(err::println);
        if (lists) {
            command.usage(err);
        } else {
            err.println("See: " + typed.apply(
                    command.getCommandSpec().qualifiedName() + " --help"));
        }
        return CommandLine.ExitCode.USAGE;
    }

    /** What is wrong; with the words there are, unless these are listed anyway. */
    private static String wrong(ParameterException misuse, boolean listed) {
        CommandLine command = misuse.getCommandLine();
        if (command.getSubcommands().isEmpty()
                || !(misuse instanceof UnmatchedArgumentException unknown)
                || unknown.isUnknownOption() && !listed) {
            return misuse.getMessage();
        }
        String word = "unknown word: " + unknown.getUnmatched().getFirst();
        boolean takesOthers =
                !command.getCommandSpec().positionalParameters().isEmpty();
        return listed || takesOthers ? word
                : word + "; there are: "
                        + String.join(", ", command.getSubcommands().keySet());
    }

    private static int failed(Exception failure, CommandLine command,
            CommandLine.ParseResult parsed) throws Exception {
        if (!(failure instanceof IOException)) {
            throw failure;
        }
        command.getErr().println(Text.escaped(reason(failure)));
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** What a person is told of a failure. Some say no more than a file's name. */
    private static String reason(Exception failure) {
        return switch (failure) {
            case NoSuchFileException file -> "no such file: " + file.getFile();
            case AccessDeniedException file -> "not permitted: " + file.getFile();
            default -> String.valueOf(failure.getMessage());
        };
    }

    @Command(mixinStandardHelpOptions = true, versionProvider = Version.class,
            synopsisSubcommandLabel = "WORD")
    private static final class Group implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            throw new ParameterException(spec.commandLine(), "a word is missing");
        }
    }

    /** The version of the build. */
    public static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            var properties = new Properties();
            try (InputStream in =
                    Version.class.getResourceAsStream("version.properties")) {
                properties.load(in);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
            return new String[] {
                "Seven Servers " + properties.getProperty("version")};
        }
    }
}
