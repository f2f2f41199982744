package sevenservers.exercises.board;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;
import sevenservers.contract.cli.CommandLines;

/** Runs the board: without a word, or {@code hint partial-writes}. */
public final class Main {

    private static final Duration TEST_LIMIT = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private Main() {
    }

    public static void main(String... args) {
        var folders = new Folders(Path.of("exercises"));
        var desk = new Desk(Course.whole(), folders,
                new Examination(folders, TEST_LIMIT, LIMIT));
        run(commands(desk, new BufferedReader(
                new InputStreamReader(System.in, Charset.defaultCharset()))), args);
    }

    /** Executes, and ends the process. */
    static void run(CommandLine commands, String... args) {
        CommandLines.endWithParent();
        System.exit(execute(commands, args));
    }

    static CommandLine commands(Desk desk, BufferedReader in) {
        CommandLine commands = new CommandLine(new ShowBoard(desk))
                .addSubcommand(new TestCommand(desk))
                .addSubcommand(new WatchCommand(desk))
                .addSubcommand(new HintCommand(desk))
                .addSubcommand(new ShowCommand(desk))
                .addSubcommand(new ResetCommand(desk, in))
                .addSubcommand(new VerifyCommand(desk));
        var sections = commands.getHelpSectionMap();
        sections.put(UsageMessageSpec.SECTION_KEY_SYNOPSIS,
                help -> Typed.line(help.synopsis(0).strip()) + "\n");
        return commands.setHelpSectionMap(sections);
    }

    /**
     * Executes, and returns the exit status. A wrong word for verify is a failure
     * like any other: a script must not take it for success.
     */
    static int execute(CommandLine commands, String... args) {
        // What Maven makes of -Dexercise without a value.
        boolean bare = args.length == 1 && args[0].equals("true");
        int status = CommandLines.execute(commands, Typed::line,
                bare ? new String[0] : args);
        boolean verifies = args.length > 0 && args[0].equals("verify");
        return verifies ? Math.min(status, CommandLine.ExitCode.SOFTWARE) : status;
    }
}
